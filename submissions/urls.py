"""Addresses of the returns: Swedish words, since people read them."""

from django.urls import path, register_converter

from submissions.views import officer, own, rulebook, versions, waivers


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

urlpatterns = [
    path("redovisning/", own.mine, name="mine"),
    path(_return, own.overview, name="overview"),
    path(_return + "formular/", own.form, name="form"),
    path(_return + "summor/", own.sums, name="sums"),
    path(_return + "arbetsbok/", own.workbook, name="workbook"),
    path(_return + "ladda-upp/", own.upload, name="upload"),
    path(_return + "kontroll/", own.check, name="check"),
    path(_return + "forklara/", own.explain, name="explain"),
    path(_return + "undantag/<int:finding>/", waivers.request_waiver, name="request_waiver"),
    path(_return + "lamna-in/", own.sign, name="sign"),
    path(_return + "aterta/", own.withdraw, name="withdraw"),
    path(_return + "kvittens/<int:number>/", versions.receipt, name="receipt"),
    path(_return + "version/<int:number>/", versions.version, name="version"),
    path(_return + "original/<int:number>/", versions.original, name="original"),
    path("regler/", rulebook.rules, name="rules"),
    path("laget/", officer.board, name="board"),
    path("laget/<int:year>/", officer.board, name="board_of_year"),
    path(_review, officer.review, name="review"),
    path(_review + "komplettera/", officer.ask, name="ask"),
    path(_review + "godkann/", officer.accept, name="accept"),
    path(_review + "bedom/", officer.assess, name="assess"),
    path(_review + "undantag/<int:waiver>/foresla/", waivers.propose, name="propose_waiver"),
    path(_review + "undantag/<int:waiver>/bevilja/", waivers.approve, name="approve_waiver"),
    path(_review + "undantag/<int:waiver>/avsla/", waivers.refuse, name="refuse_waiver"),
]
