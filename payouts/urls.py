"""Addresses of the payouts."""

from django.urls import path

from payouts.views import (
    board,
    differences,
    hearings,
    letters,
    orders,
    runs,
    settlements,
    simulation,
    standing,
)

app_name = "payouts"
_run = "utbetalningar/<int:year>/<slug:kind>/<int:number>/"

urlpatterns = [
    path("utbetalningar/", runs.years, name="year_list"),
    path("utbetalningar/<int:year>/", runs.year, name="year"),
    path("utbetalningar/<int:year>/<slug:kind>/berakna/", runs.compute, name="compute"),
    path("utbetalningar/<int:year>/<slug:kind>/berakna-igen/", differences.again, name="compute_again"),
    path("utbetalningar/<int:year>/<slug:kind>/simulering/", simulation.simulation, name="simulation"),
    path("utbetalningar/<int:year>/<slug:kind>/saldo/", differences.balances, name="balances"),
    path("utbetalningar/andring/<int:pk>/", differences.difference, name="difference"),
    path(
        "utbetalningar/andring/<int:pk>/rattelse/", differences.rectification_of_change, name="rectify_change"
    ),
    path("utbetalningar/andring/<int:pk>/reglering/", settlements.settlement, name="settlement"),
    path(
        "utbetalningar/andring/<int:pk>/reglering.<slug:form>",
        settlements.settlement_file,
        name="settlement_file",
    ),
    path("utbetalningar/andring/<int:pk>/reglering/<slug:act>/", settlements.do, name="settlement_act"),
    path("utbetalningar/andring/<int:pk>/<slug:act>/", differences.do, name="difference_act"),
    path("laget/", board.board, name="board"),
    path("laget/<int:year>/", board.board, name="board_of_year"),
    path("laget/<int:year>/lista.xlsx", board.board_file, name="board_file"),
    path("laget/ar/", standing.years, name="standing"),
    path("laget/ar/lista.xlsx", standing.file, name="standing_file"),
    path("utbetalningar/<int:year>/sena/", hearings.hearings, name="hearings"),
    path("utbetalningar/<int:year>/sena/<slug:region>/", hearings.send, name="send_hearing"),
    path("utbetalningar/sena/<int:pk>/bedom/", hearings.assess, name="assess_answer"),
    path("beslut/underlag/<int:pk>/", hearings.hearing, name="hearing"),
    path("beslut/", differences.own, name="own"),
    path("beslut/<int:pk>/brev.<slug:form>", letters.letter, name="letter"),
    path("beslut/andring/<int:pk>/brev.<slug:form>", letters.difference_letter, name="difference_letter"),
    path("beslut/rattelse/<int:pk>/brev.<slug:form>", letters.rectification_letter, name="slip_letter"),
    path("utbetalningar/beslut/<int:pk>/rattelse/", differences.rectification, name="rectify"),
    path(_run, runs.run, name="run"),
    path(_run + "arbetsbok.xlsx", runs.workbook, name="workbook"),
    path(_run + "forslag/", runs.propose, name="propose"),
    path(_run + "tillbaka/", runs.send_back, name="send_back"),
    path(_run + "beslut/", runs.decide, name="decide"),
    path(_run + "betalning/", orders.order, name="order"),
    path(_run + "betalning/order.<slug:form>", orders.order_file, name="order_file"),
    path(_run + "betalning/<slug:act>/", orders.do, name="order_act"),
    path(_run + "arkiv.zip", letters.archive, name="archive"),
    path(_run + "lista.<slug:form>", runs.payment_list, name="payment_list"),
]
