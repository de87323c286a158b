"""Cases and what hangs on them."""

from alongside.casework.models.agreement import Agreement, AgreementVersion, Answer, Explained
from alongside.casework.models.ask import Ask, AskAnswer, AskKind, AskMove, ReasonGiven
from alongside.casework.models.balance import Balance, BalanceScore
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import (
    AimMet,
    Case,
    CaseOutcome,
    CasePeriod,
    CaseState,
    CloseReason,
    EarlierAim,
    OutcomeCode,
    SaidBy,
)
from alongside.casework.models.consent import WARN_BEFORE, GivenHow, UcConsent
from alongside.casework.models.deadline import Deadline, DeadlineChange, DeadlineState
from alongside.casework.models.form import FormCopy, FormFilled, WhoseWords
from alongside.casework.models.hand_over import HandOverAnswer, Statutory, StatutoryHandOver
from alongside.casework.models.instruction import AgreedHow, Instruction, WasItRight
from alongside.casework.models.letter import Letter, LetterKind, LetterPrint, LetterText, ReadHow, SentHow
from alongside.casework.models.note import OUTSIDE, Contact, ContactKind
from alongside.casework.models.option import Option, OptionChoice
from alongside.casework.models.paper import (
    FileState,
    FileType,
    HeldWhy,
    Paper,
    PaperDate,
    PaperFile,
    PaperKind,
    WhichDate,
)
from alongside.casework.models.result import Result, ResultKind
from alongside.casework.models.step import Rung, Step, StepMove
from alongside.casework.models.topics import TOPIC_GROUPS, Topic, topics_in_groups
from alongside.casework.models.triage import Triage, YesNo
from alongside.casework.models.warm import AskedHow, EndedWhy, GotIn, HowItWent, Treated, WarmHandOver

__all__ = [
    "OUTSIDE",
    "TOPIC_GROUPS",
    "WARN_BEFORE",
    "AgreedHow",
    "Agreement",
    "AgreementVersion",
    "AimMet",
    "Answer",
    "Ask",
    "AskAnswer",
    "AskKind",
    "AskMove",
    "AskedHow",
    "Balance",
    "BalanceScore",
    "Case",
    "CaseOutcome",
    "CasePeriod",
    "CaseState",
    "CloseReason",
    "Contact",
    "ContactKind",
    "Deadline",
    "DeadlineChange",
    "DeadlineState",
    "EarlierAim",
    "EndedWhy",
    "Explained",
    "FileState",
    "FileType",
    "FormCopy",
    "FormFilled",
    "GivenHow",
    "GotIn",
    "HandOverAnswer",
    "HeldWhy",
    "HowItWent",
    "Instruction",
    "Letter",
    "LetterKind",
    "LetterPrint",
    "LetterText",
    "Option",
    "OptionChoice",
    "OutcomeCode",
    "Paper",
    "PaperDate",
    "PaperFile",
    "PaperKind",
    "PersonRow",
    "ReadHow",
    "ReasonGiven",
    "Result",
    "ResultKind",
    "Rung",
    "SaidBy",
    "SentHow",
    "Statutory",
    "StatutoryHandOver",
    "Step",
    "StepMove",
    "Topic",
    "Treated",
    "Triage",
    "UcConsent",
    "WarmHandOver",
    "WasItRight",
    "WhichDate",
    "WhoseWords",
    "YesNo",
    "topics_in_groups",
]
