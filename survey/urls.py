"""Addresses of the survey."""

from django.urls import path

from survey.views import analyst, files, region, versions

app_name = "survey"
_own = "enkat/<int:year>/<slug:region>/"

urlpatterns = [
    path("enkat/", region.surveys, name="surveys"),
    path("enkat/ny/", analyst.make, name="make"),
    path("enkat/<int:year>/", analyst.survey, name="survey"),
    path("enkat/<int:year>/gor/<slug:name>/", analyst.act, name="act"),
    path("enkat/<int:year>/formulering/<int:order>/", analyst.wording, name="wording"),
    path("enkat/<int:year>/svar/<int:order>/", analyst.answers, name="answers"),
    path("enkat/<int:year>/svar/<int:order>/sammanfattning/", analyst.summary, name="summary"),
    path("enkat/<int:year>/svar/<int:order>/etikett/<int:pk>/", analyst.tag, name="tag"),
    path("enkat/<int:year>/svar.<slug:form>", analyst.file, name="file"),
    path("enkat/<int:year>/oppna/<slug:region>/", analyst.reopen, name="reopen"),
    path(_own, region.response, name="response"),
    path(_own + "version/<int:number>/", versions.version, name="version"),
    path(_own + "lamna-in/", region.submit, name="submit"),
    path(_own + "aterta/", region.withdraw, name="withdraw"),
    path(_own + "forklara/<int:pk>/", region.explain, name="explain"),
    path(_own + "hanterat/<int:pk>/", region.settle, name="settle"),
    path(_own + "arbetsbok/", files.workbook, name="workbook"),
    path(_own + "ladda-upp/", files.upload, name="upload"),
    path(_own + "<int:order>/", region.question, name="question"),
]
