"""The table of a procedure: what makes one sound, and its diagram."""

from dataclasses import replace

import pytest

from datong.kernel.bilingual import Text
from datong.kernel.procedure import Clock, Deadline, Objectable, State, Step, Workflow, problems
from datong.kernel.workdays import Limit

A, B, PAID, ENDED = (
    State("a", Text("甲", "a")),
    State("b", Text("乙", "b")),
    State("paid", Text("在册", "in pay"), resting=True, entitlement="paid"),
    State("ended", Text("已停", "ended"), final=True, entitlement="stopped"),
)
GO = Step("go", Text("走", "go"), ("a",), "b", "cases.handle", "town", "第一条")
GRANT = Step(
    "grant",
    Text("给", "grant"),
    ("b",),
    "paid",
    "x.decide",
    "county",
    "第二条",
    effect="grant",
    apart=("go",),
)
CARE = ("notice_delivered", "notice_period_over", "no_open_objection")
END = Step("end", Text("停", "end"), ("paid",), "ended", "x.decide", "county", "第三条", guards=CARE)
TABLE = Workflow("x.v1", Text("表", "table"), "x", "a", (A, B, PAID, ENDED), (GO, GRANT, END))


def test_a_sound_table_has_no_problems():
    assert problems(TABLE) == []


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (replace(TABLE, start="z"), ["a case cannot begin in z: no such state", "state a is never reached"]),
        (replace(TABLE, states=(*TABLE.states, A)), ["state a stands twice"]),
        (replace(TABLE, steps=(*TABLE.steps, GO)), ["step go stands twice"]),
        (
            replace(TABLE, states=(*TABLE.states, State("c", Text("丙", "c")))),
            ["state c is never reached", "state c is a dead end"],
        ),
        (
            replace(TABLE, steps=(GO, replace(GRANT, before=("a",)), END)),
            ["state b is a dead end"],
        ),
        (
            replace(TABLE, steps=(*TABLE.steps, replace(GO, key="again", before=("ended",), after="a"))),
            ["state ended is final, yet again leaves it"],
        ),
        (
            replace(TABLE, steps=(GO, replace(GRANT, apart=()), END)),
            ["step grant decides, but nobody is kept apart from it"],
        ),
        (
            replace(TABLE, steps=(GO, GRANT, replace(END, guards=("notice_delivered", "no_open_objection")))),
            ["step end ends a benefit without notice_period_over"],
        ),
        (
            replace(TABLE, steps=(GO, GRANT, replace(END, after="nowhere"))),
            ["step end: no state nowhere", "state ended is never reached"],
        ),
        (
            replace(
                TABLE,
                steps=(replace(GO, deadlines=(Deadline(Limit(3, "working"), since="stay"),)), GRANT, END),
            ),
            ["step go: its time runs from unknown step stay"],
        ),
        (
            replace(
                TABLE,
                steps=(GO, GRANT, replace(END, deadlines=(Deadline(Limit(3, "working"), since="go"),))),
            ),
            ["step end: its time from go runs where it cannot be taken"],
        ),
        (
            replace(
                TABLE, clocks=(Clock("all", Text("全", "all"), Limit(30, "working"), "start", ("gone",)),)
            ),
            ["clock all: runs from unknown step start", "clock all: no state gone"],
        ),
        (
            replace(
                TABLE,
                objections=(Objectable("o", Text("异", "o"), ("gone",), "county", Limit(3, "working")),),
            ),
            ["objection o: no state gone"],
        ),
    ],
)
def test_what_is_wrong_is_named(table, told):
    for sentence in told:
        assert sentence in problems(table)


def test_a_refusal_without_a_letter_is_named():
    refuse = Step(
        "no",
        Text("不给", "no"),
        ("b",),
        "ended",
        "x.decide",
        "county",
        "第二条",
        effect="refuse",
        apart=("go",),
    )
    assert "step no is adverse, but sends no notice" in problems(replace(TABLE, steps=(*TABLE.steps, refuse)))


def test_a_wrong_ending_may_be_put_right():
    back = Step(
        "back",
        Text("恢复", "restore"),
        ("ended",),
        "paid",
        "x.decide",
        "county",
        "第四条",
        effect="restore",
        apart=("go",),
    )
    assert problems(replace(TABLE, steps=(*TABLE.steps, back))) == []


def test_retired_states_stay_readable_but_are_not_entered():
    old = State("old", Text("旧", "old"), retired=True)
    assert problems(replace(TABLE, states=(*TABLE.states, old))) == []
    into = replace(GO, key="into", after="old")
    assert "step into enters retired state old" in problems(
        replace(TABLE, states=(*TABLE.states, old), steps=(*TABLE.steps, into))
    )


def test_the_diagram():
    assert replace(TABLE, steps=(GO, GRANT, replace(END, duty=False))).mermaid() == (
        "stateDiagram-v2\n    direction TB\n"
        '    state "甲" as a\n    state "乙" as b\n    state "在册" as paid\n    state "已停" as ended\n'
        "    [*] --> a\n    a --> b: 走\n    b --> paid: 给\n    paid --> ended: (停)\n    ended --> [*]\n"
    )
    assert "    a --> b: go\n" in TABLE.mermaid("en")
