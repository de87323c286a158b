"""Addresses of the casework app: all of a person's stand under that person."""

from django.urls import URLPattern, URLResolver, include, path

from alongside.casework.views import (
    agreement,
    asks,
    balance,
    cases,
    consent,
    deadlines,
    filled,
    hand_over,
    instructions,
    join,
    letters,
    notes,
    options,
    papers,
    person,
    results,
    steps,
    triage,
    warm,
)

of_a_paper = [
    path("", papers.paper, name="paper"),
    path("pages/new/", papers.paper_page_new, name="paper-page-new"),
    path("dates/", papers.paper_dates, name="paper-dates"),
    path("limits/", deadlines.paper_deadlines, name="paper-deadlines"),
    path("limits/<slug:rule_key>/", deadlines.paper_deadline_new, name="paper-deadline-new"),
    path("files/<int:number>/", papers.paper_file, name="paper-file"),
    path("files/<int:number>/release/", papers.paper_release, name="paper-release"),
]

of_a_letter = [
    path("", letters.letter, name="letter"),
    path("words/", letters.letter_change, name="letter-change"),
    path("agree/", letters.letter_agree, name="letter-agree"),
    path("print/", letters.letter_print, name="letter-print"),
    path("prints/<int:number>/", letters.letter_file, name="letter-file"),
    path("sent/", letters.letter_sent, name="letter-sent"),
    path("came/", letters.letter_reached, name="letter-reached"),
]

of_a_form = [
    path("", filled.form_filled, name="form-filled"),
    path("fill/", filled.form_fill, name="form-fill"),
    path("copies/<int:number>/", filled.form_file, name="form-file"),
    path("sent/", filled.form_sent, name="form-sent"),
    path("answer/", filled.form_answer, name="form-answer"),
]

of_a_case: list[URLPattern | URLResolver] = [
    path("", cases.case, name="case"),
    path("about/", cases.case_change, name="case-change"),
    path("aim/", cases.case_aim, name="case-aim"),
    path("close/", cases.case_close, name="case-close"),
    path("reopen/", cases.case_reopen, name="case-reopen"),
    path("instructions/new/", instructions.instruction_new, name="instruction-new"),
    path("options/new/", options.option_new, name="option-new"),
    path("options/choose/", options.option_choose, name="option-choose"),
    path("steps/new/", steps.case_step_new, name="case-step-new"),
    path("notes/new/", notes.case_note_new, name="case-note-new"),
    path("limits/", deadlines.case_deadlines, name="case-deadlines"),
    path("limits/<slug:rule_key>/", deadlines.deadline_new, name="deadline-new"),
    path("asks/", asks.asks, name="asks"),
    path("asks/new/", asks.ask_new, name="ask-new"),
    path("asks/<uuid:ask_id>/answer/", asks.ask_answer, name="ask-answer"),
    path("asks/<uuid:ask_id>/further/", asks.ask_move, name="ask-move"),
    path("results/new/", results.result_new, name="result-new"),
    path("papers/new/", papers.paper_new, name="paper-new"),
    path("papers/<uuid:paper_id>/", include(of_a_paper)),
    path("letters/new/", letters.letter_new, name="letter-new"),
    path("letters/<uuid:letter_id>/", include(of_a_letter)),
    path("forms/new/", filled.form_new, name="form-filled-new"),
    path("forms/<uuid:form_id>/", include(of_a_form)),
]

of_an_instruction = [
    path("change/", instructions.instruction_change, name="instruction-change"),
    path("agree/", instructions.instruction_agree, name="instruction-agree"),
    path("said/", instructions.instruction_said, name="instruction-said"),
    path("right/", instructions.instruction_right, name="instruction-right"),
    path("withdraw/", instructions.instruction_withdraw, name="instruction-withdraw"),
]

of_a_deadline = [
    path("", deadlines.deadline, name="deadline"),
    path("move/", deadlines.deadline_move, name="deadline-move"),
    path("follow/", deadlines.deadline_follow, name="deadline-follow"),
    path("done/", deadlines.deadline_meet, name="deadline-meet"),
    path("drop/", deadlines.deadline_drop, name="deadline-drop"),
    path("missed/", deadlines.deadline_miss, name="deadline-miss"),
    path("late/", deadlines.deadline_late, name="deadline-late"),
    path("watch/", deadlines.deadline_watch, name="deadline-watch"),
]

of_a_step = [
    path("plan/", steps.step_plan, name="step-plan"),
    path("move/", steps.step_move, name="step-move"),
    path("done/", steps.step_done, name="step-done"),
    path("cancel/", steps.step_cancel, name="step-cancel"),
    path("hand-over/", steps.step_hand_over, name="step-hand-over"),
    path("take-up/", steps.step_take_up, name="step-take-up"),
]

of_a_warm_hand_over = [
    path("", warm.warm, name="warm"),
    path("answer/", warm.warm_consent, name="warm-consent"),
    path("call/", warm.warm_ring, name="warm-ring"),
    path("how/", warm.warm_ask, name="warm-ask"),
    path("stop/", warm.warm_stop, name="warm-stop"),
]

of_a_person: list[URLPattern | URLResolver] = [
    path("", person.person, name="person"),
    path("story/", person.story, name="person-story"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("triage/new/", triage.triage_new, name="triage-new"),
    path("hand-overs/new/", hand_over.hand_over_new, name="hand-over-new"),
    path("hand-overs/<uuid:hand_over_id>/", hand_over.hand_over_answer, name="hand-over-answer"),
    path("in-touch/new/", warm.warm_new, name="warm-new"),
    path("in-touch/new/<uuid:service_id>/", warm.warm_new, name="warm-new-to"),
    path("in-touch/<uuid:warm_id>/", include(of_a_warm_hand_over)),
    path("consents/new/", consent.uc_consent_new, name="uc-consent-new"),
    path("consents/<uuid:consent_id>/", consent.uc_consent, name="uc-consent"),
    path("consents/<uuid:consent_id>/withdraw/", consent.uc_consent_withdraw, name="uc-consent-withdraw"),
    path("balance/", balance.balance, name="balance"),
    path("join/", join.person_join, name="person-join"),
    path("cases/new/", cases.case_new, name="case-new"),
    path("cases/<uuid:case_id>/", include(of_a_case)),
    path("instructions/<uuid:instruction_id>/", include(of_an_instruction)),
    path("options/<uuid:option_id>/change/", options.option_change, name="option-change"),
    path("steps/new/", steps.step_new, name="step-new"),
    path("steps/<uuid:step_id>/", include(of_a_step)),
    path("limits/<uuid:deadline_id>/", include(of_a_deadline)),
    path("notes/new/", notes.note_new, name="note-new"),
    path("notes/<uuid:note_id>/correct/", notes.note_correct, name="note-correct"),
]

urlpatterns = [
    path("directory/services/<uuid:service_id>/in-touch/", warm.warm_for, name="warm-for"),
    path("people/<uuid:person_id>/", include(of_a_person)),
    path("agreement/", agreement.agreement_words, name="agreement-words"),
    path("agreement/new/", agreement.agreement_publish, name="agreement-publish"),
]
