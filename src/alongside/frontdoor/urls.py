"""Addresses of the front door. What anybody may open comes first."""

from django.urls import path

from alongside.frontdoor.views import ask, crisis, enquiries, find_us

urlpatterns = [
    path("find-us/", find_us.find_us, name="find-us"),
    path("find-us/poster/", find_us.poster, name="find-us-poster"),
    path("find-us/<uuid:clinic_id>/", find_us.find_us_at, name="find-us-at"),
    path("find-us/<uuid:clinic_id>/poster/", find_us.poster_of, name="find-us-at-poster"),
    path("ask/", ask.ask, name="ask-for-help"),
    path("ask/thanks/", ask.thanks, name="ask-thanks"),
    path("refer/", ask.refer, name="refer"),
    path("become-an-advocate/", ask.become_advocate, name="become-advocate"),
    path("crisis/", crisis.crisis, name="crisis"),
    path("crisis/card/", crisis.crisis_print, name="crisis-print"),
    path("crisis/numbers/", crisis.crisis_numbers, name="crisis-numbers"),
    path("crisis/numbers/new/", crisis.number_new, name="crisis-number-new"),
    path("crisis/numbers/<uuid:local_number_id>/", crisis.number_change, name="crisis-number"),
    path("crisis/numbers/<uuid:local_number_id>/remove/", crisis.number_remove, name="crisis-number-remove"),
    path("crisis/check/", crisis.crisis_check, name="crisis-check"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/new/", enquiries.enquiry_new, name="enquiry-new"),
    path("enquiries/<uuid:enquiry_id>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<uuid:enquiry_id>/tried/", enquiries.enquiry_try, name="enquiry-try"),
    path("enquiries/<uuid:enquiry_id>/agreed/", enquiries.enquiry_agreed, name="enquiry-agreed"),
    path("enquiries/<uuid:enquiry_id>/close/", enquiries.enquiry_close, name="enquiry-close"),
    path("enquiries/<uuid:enquiry_id>/record/", enquiries.enquiry_record, name="enquiry-record"),
    path(
        "enquiries/<uuid:enquiry_id>/application/",
        enquiries.enquiry_application,
        name="enquiry-application",
    ),
]
