"""Addresses of the compilation."""

from django.urls import path

from compilation.views import crossed, paragraphs, preview, published, traces, versions

app_name = "compilation"
_version = "sammanstallning/<int:year>/version/<int:number>/"

urlpatterns = [
    path("sammanstallning/", preview.years, name="years"),
    path("sammanstallning/<int:year>/", preview.year, name="year"),
    path("sammanstallning/<int:year>/jamforelse/", preview.beside, name="beside"),
    path("sammanstallning/<int:year>/korstabell/", crossed.crossed, name="crossed"),
    path("sammanstallning/<int:year>/tal/<slug:table>/<str:row>/", traces.row, name="row"),
    path("sammanstallning/<int:year>/tal/<slug:table>/<str:row>/<slug:column>/", traces.cell, name="cell"),
    path("sammanstallning/<int:year>/fil.<slug:form>", preview.download, name="download"),
    path("sammanstallning/<int:year>/lagg-fram/", versions.propose, name="propose"),
    path("sammanstallning/<int:year>/stycken/", paragraphs.paragraphs, name="paragraphs"),
    path("sammanstallning/<int:year>/stycken/<int:pk>/", paragraphs.paragraph, name="paragraph"),
    path(_version, versions.version, name="version"),
    path(_version + "<slug:lang>/fil.<slug:form>", versions.version_file, name="version_file"),
    path(_version + "<slug:name>/", versions.act, name="act"),
    path("publicerat/", published.published, name="published"),
    path("publicerat/<int:year>/", published.published_year, name="published_year"),
    path(
        "publicerat/<int:year>/<slug:lang>/fil.<slug:form>", published.published_file, name="published_file"
    ),
]
