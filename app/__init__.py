"""Stet: a review desk for machine translation. create_app() shows every part there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from .config import Config


def create_app(config: Config | None = None, *, testing: bool = False) -> Flask:
    """The web application on one database, which is created and migrated first."""
    # Imported here, so that commands which serve no pages start without Flask.
    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix

    from . import access, api, assets, db, errors, interface, web
    from .api import veiling
    from .config import ROOT, Config, use
    from .services import signing_in, watching
    from .services.intake import publishing, working
    from .store import migrations
    from .web import filters

    settings = config or Config.from_environment()
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.testing = testing
    prepared = migrations.prepare(settings.db)
    app.config.update(
        STET=settings,
        SECRET_KEY=signing_in.secret(prepared),
        MAX_CONTENT_LENGTH=settings.max_file_bytes + 1_000_000,
        MAX_FORM_MEMORY_SIZE=settings.max_file_bytes + 1_000_000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        SESSION_COOKIE_NAME="stet-form",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
    )
    publishing.sweep(prepared)
    working.resume(prepared, settings)
    prepared.close()
    if settings.proxies:
        trusted = dict.fromkeys(("x_for", "x_proto", "x_host"), settings.proxies)
        app.wsgi_app = ProxyFix(app.wsgi_app, **trusted)  # type: ignore[method-assign]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    interface.init_app(app)
    app.extensions["watch"] = watching.Watch(settings.db, streams=settings.event_streams)
    app.before_request(lambda: use(settings))
    access.init_app(app)
    errors.init_app(app)
    assets.init_app(app)
    filters.init_app(app)
    veiling.init_app(app)
    app.teardown_appcontext(db.close_db)
    for blueprint in (*web.BLUEPRINTS, *api.BLUEPRINTS):
        app.register_blueprint(blueprint)
    return app
