"""What cases are about: the codes that figures count, in groups as people think of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """What a case is about. The part before the dot is its group."""

    BENEFITS_CLAIM = "benefits.claim", _("Making a new claim")
    BENEFITS_AWARD = "benefits.award", _("The amount is wrong, or it was refused")
    BENEFITS_SANCTION = "benefits.sanction", _("A sanction")
    BENEFITS_OVERPAYMENT = "benefits.overpayment", _("They want money back")
    BENEFITS_DEDUCTION = "benefits.deduction", _("Money is taken off each month")
    HOUSING_ROUGH = "housing.rough", _("Sleeping rough")
    HOUSING_PREVENTION = "housing.prevention", _("May lose their home")
    HOUSING_RELIEF = "housing.relief", _("Homeless and asking the council for help")
    HOUSING_EVICTION = "housing.eviction", _("Being evicted")
    HOUSING_REPAIRS = "housing.repairs", _("Repairs")
    HOUSING_HOSTEL = "housing.hostel", _("How a hostel treats them")
    HOUSING_MOVE_ON = "housing.move_on", _("Moving on to a home of their own")
    TREATMENT_PRESCRIPTION = "treatment.prescription", _("A prescription")
    TREATMENT_PHARMACY = "treatment.pharmacy", _("The chemist")
    TREATMENT_DETOX = "treatment.detox", _("Detox, at home or in hospital")
    TREATMENT_REHAB = "treatment.rehab", _("Getting rehab paid for")
    TREATMENT_KEY_WORKER = "treatment.key_worker", _("Their key worker")
    TREATMENT_CARE_PLAN = "treatment.care_plan", _("Their care plan")
    TREATMENT_DISCHARGE = "treatment.discharge", _("Being discharged from treatment")
    TREATMENT_WAITING = "treatment.waiting", _("Waiting for treatment")
    HEALTH_GP = "health.gp", _("Joining a doctor’s surgery")
    HEALTH_DENTIST = "health.dentist", _("A dentist")
    HEALTH_HOSPITAL = "health.hospital", _("Hospital")
    HEALTH_MENTAL = "health.mental", _("Mental health")
    RIGHTS_DISCRIMINATION = "rights.discrimination", _("Treated worse because of who they are")
    RIGHTS_COMPLAINT = "rights.complaint", _("A complaint")
    RIGHTS_RECORDS = "rights.records", _("Seeing or correcting their records")
    RIGHTS_POLICE = "rights.police", _("Police")
    RIGHTS_PROBATION = "rights.probation", _("Probation")
    RIGHTS_CHILDREN = "rights.children", _("Children’s services")
    DAILY_ID = "daily.id", _("Proof of who they are")
    DAILY_BANK = "daily.bank", _("A bank account")
    DAILY_POST = "daily.post", _("Getting post")
    DAILY_PHONE = "daily.phone", _("A phone")
    DAILY_FOOD = "daily.food", _("Food")
    DAILY_DEBT = "daily.debt", _("Debt (we help find a debt adviser)")
    DAILY_IMMIGRATION = "daily.immigration", _("Immigration (we help find a legal adviser)")
    VOICE_MEETING = "voice.meeting", _("Support at a meeting")
    VOICE_HEARD = "voice.heard", _("Being heard")

    @property
    def group(self) -> str:
        """The code of the group it stands in."""
        return str(self.value).partition(".")[0]


TOPIC_GROUPS = {
    "benefits": _("Benefits"),
    "housing": _("Home"),
    "treatment": _("Drug or alcohol treatment"),
    "health": _("Health"),
    "rights": _("Rights and fair treatment"),
    "daily": _("Day to day"),
    "voice": _("Being heard"),
}


def topics_in_groups() -> list[tuple[object, list[tuple[str, object]]]]:
    """Return the topics as the choices of a form, each group under its name."""
    return [
        (name, [(topic.value, topic.label) for topic in Topic if topic.group == group])
        for group, name in TOPIC_GROUPS.items()
    ]
