"""Addresses of the returns: Swedish words, since people read them."""

from django.urls import path, register_converter

from submissions.views import (
    closing,
    conflicts,
    desk,
    files,
    lists,
    officer,
    own,
    people,
    repairs,
    rulebook,
    time,
    versions,
    waivers,
)


class RegionCode:
    """A county code in an address."""

    regex = r"[0-9]{2,4}"

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return str(value)


register_converter(RegionCode, "region")

app_name = "submissions"
_return = "redovisning/<int:year>/<region:region>/"
_review = "laget/<int:year>/<region:region>/"
# What both sides may do.
_case = "arende/<int:year>/<region:region>/"

urlpatterns = [
    path("redovisning/", own.mine, name="mine"),
    path(_return, own.overview, name="overview"),
    path(_return + "formular/", own.form, name="form"),
    path(_return + "summor/", own.sums, name="sums"),
    path(_return + "arbetsbok/", files.workbook, name="workbook"),
    path(_return + "ladda-upp/", files.upload, name="upload"),
    path(_return + "listor/", lists.lists, name="lists"),
    path(_return + "listor/anvand/", lists.use, name="use_lists"),
    path(_return + "listor/sla-ihop/", lists.merge, name="merge_providers"),
    path(_return + "listor/vardgivare.xlsx", lists.provider_workbook, name="provider_workbook"),
    path(_return + "listor/<int:file>/ta-bort/", lists.remove, name="remove_list"),
    path(_return + "listor/<int:file>/rader.xlsx", lists.faulty_rows, name="faulty_rows"),
    path(_return + "forslag/<int:number>/", files.proposal, name="proposal"),
    path(_return + "forslag/<int:number>/anvand/", files.use, name="use_proposal"),
    path(_return + "iakttagelser/<int:number>/", files.answer, name="answer"),
    path(_return + "kontroll/", own.check, name="check"),
    path(_return + "forklara/", own.explain, name="explain"),
    path(_return + "ratta/", repairs.repair, name="repair"),
    path(_return + "undantag/<int:finding>/", waivers.request_waiver, name="request_waiver"),
    path(_return + "lamna-in/", own.sign, name="sign"),
    path(_return + "aterta/", own.withdraw, name="withdraw"),
    path(_return + "kvittens/<int:number>/", versions.receipt, name="receipt"),
    path(_return + "kvittens/<int:number>.pdf", versions.receipt_file, name="receipt_file"),
    path(_return + "version/<int:number>/", versions.version, name="version"),
    path(_return + "original/<int:number>/", versions.original, name="original"),
    path("folk/", people.index, name="people"),
    path("folk/<region:region>/", people.people, name="people_of"),
    path("folk/<region:region>/inbjudan/<int:invitation>/", people.withdraw, name="withdraw_invitation"),
    path("folk/<region:region>/ta-bort/<int:membership>/", people.remove, name="remove_person"),
    path("prova/", files.practise, name="practise"),
    path("regler/", rulebook.rules, name="rules"),
    path("laget/att-gora/", desk.desk, name="desk"),
    path("laget/<int:year>/inget-jav/", conflicts.state_none, name="state_no_conflict"),
    path("laget/<int:year>/avsluta/", closing.close, name="close_round"),
    path("laget/<int:year>/avsluta/meddela/", closing.message, name="message_missing"),
    path("laget/<int:year>/original.zip", closing.originals, name="originals"),
    path(_review, officer.review, name="review"),
    path(_review + "anteckna/", desk.note, name="note"),
    path(_review + "jav/", conflicts.state, name="state_conflict"),
    path(_review + "jav/<int:statement>/", conflicts.try_statement, name="try_conflict"),
    path(_review + "fordela/", desk.assign, name="assign"),
    path(_review + "fraga/<int:thread>/avsluta/", desk.close, name="close_thread"),
    path(_case + "fraga/", desk.ask, name="ask_about"),
    path(_case + "fraga/<int:thread>/", desk.reply, name="reply"),
    path(_return + "rattelse/<int:number>/", desk.respond, name="respond"),
    path(_return + "avsta/", desk.abstain, name="abstain"),
    path(_return + "anstand/", time.extend, name="extend"),
    path(_return + "sista-dag.ics", time.calendar, name="calendar"),
    path(_review + "anstand/<int:extension>/", time.answer, name="answer_extension"),
    path(_review + "komplettera/", officer.ask, name="ask"),
    path(_review + "godkann/", officer.accept, name="accept"),
    path(_review + "bedom/", officer.assess, name="assess"),
    path(_review + "undantag/<int:waiver>/foresla/", waivers.propose, name="propose_waiver"),
    path(_review + "undantag/<int:waiver>/bevilja/", waivers.approve, name="approve_waiver"),
    path(_review + "undantag/<int:waiver>/avsla/", waivers.refuse, name="refuse_waiver"),
]
