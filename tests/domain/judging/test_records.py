"""Judgements of errors among judgements: whoever names categories marks errors, a rating alone says nothing of them."""

from app.domain.judging.records import Judgement, Mark, about_errors

ESA = (Mark("major"),)
NAMED = (Mark("major", "Style"),)


def judgement(segment, rater, marks=(), rating=None, **more):
    return Judgement("A", segment, rater, marks=marks, rating=rating, **more)


def test_a_text_without_errors_counts_beside_those_with_errors():
    said = [judgement("1", "r", NAMED, 60.0), judgement("2", "r", (), 100.0), judgement("3", "r", ESA, 80.0)]
    assert about_errors(said) == said


def test_spans_of_esa_without_categories_are_no_error_marks():
    assert about_errors([judgement("1", "r", ESA, 60.0), judgement("2", "r", (), 100.0)]) == []


def test_a_finished_text_without_a_rating_has_no_errors():
    said = [judgement("1", "r"), judgement("2", "r", ESA)]
    assert about_errors(said) == said


def test_a_rating_alone_says_nothing_about_errors():
    said = [judgement("1", "r", NAMED, 60.0), judgement("2", "r", (), 100.0, is_rated_only=True)]
    assert about_errors(said) == said[:1]
