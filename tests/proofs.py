"""Proofs that the tests run small and `make bench` runs in full: kills, and many hands on one sentence."""

import http.client
import random
import threading
import time
import uuid
from collections import Counter

from app.services import diagnosing, revising, signing_in
from app.store import database
from tests.factories import make_document
from tests.serving import Client

NO_ANSWER = (OSError, http.client.HTTPException, ValueError)


def prepare(path, *, names=("Mira",)):
    """A document of three sentences, its first segment's id, and a token for each name."""
    from app.store import migrations, segments

    db = migrations.prepare(path)
    signing_in.ensure_owner(db)
    document = make_document(db)
    tokens = [signing_in.make_token(db, signing_in.add_person(db, name, "editor")) for name in names]
    segment_id = segments.at_position(db, document.id, 1).id
    db.close()
    return segment_id, tokens


def kill_while_saving(server, segment_id, token, *, kills, seed=0):
    """Save without pause and kill the server at random moments; returns {text: number} of acknowledged revisions."""
    chosen = random.Random(seed)
    acknowledged = {}
    client = Client(server, token)
    base = 0
    for _ in range(kills):
        moment = time.monotonic() + chosen.uniform(0.0, 0.25)
        killer = threading.Timer(max(0, moment - time.monotonic()), server.process.kill)
        killer.start()
        while True:
            text = uuid.uuid4().hex
            try:
                status, answer = client.save(segment_id, text, base, text)
            except NO_ANSWER:
                break
            if status == 201:
                base = answer["revision"]["number"]
                acknowledged[text] = base
            elif status == 409:  # the revision whose answer the kill cut off was stored all the same
                base = answer["current"]["number"]
            else:
                raise AssertionError((status, answer))
        killer.join()
        server.kill()
        server.start()
    return acknowledged


def missing(path, segment_id, acknowledged):
    """Acknowledged texts that are not in the log under their number, and what the doctor finds."""
    db = database.open_database(path)
    stored = {one.text: one.number for one in revising.history(db, segment_id)}
    lost = [text for text, number in acknowledged.items() if stored.get(text) != number]
    faults = diagnosing.examine(db).faults
    db.close()
    return lost, faults


def many_on_one(server, segment_id, tokens, *, saves):
    """Each client saves on one segment again and again; returns statuses, accepted texts, and texts in 409 answers."""
    statuses, accepted, kept = Counter(), {}, []
    lock = threading.Lock()

    def work(token):
        client = Client(server, token)
        base = 0
        for _ in range(saves):
            text = uuid.uuid4().hex
            status, answer = client.save(segment_id, text, base, text)
            with lock:
                statuses[status] += 1
                if status == 201:
                    accepted[text] = answer["revision"]["number"]
                else:
                    kept.append(text)
            base = answer["revision"]["number"] if status == 201 else answer["current"]["number"]

    threads = [threading.Thread(target=work, args=[token]) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses, accepted, kept
