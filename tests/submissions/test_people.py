"""A region manages its own people; an invitation is claimed at the first sign-in."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreement.moves import Role
from audit.models import Entry
from outbox.models import Message
from register.access import regions_of, roles_of
from register.claiming import claim
from register.models import INVITED_DAYS, Invitation, Membership, Region, User
from submissions import inviting
from submissions.models import Return
from submissions.refusals import AlreadyInvited, CannotBeInvited, LastLeader, NotPermitted, ReasonMissing
from tests.makers import People, a_person, a_region, a_return, a_year, the_people

pytestmark = pytest.mark.django_db
ADDRESS, PASSWORD = "ny.person@region.example", "ett-langt-nog-losen-26"


@pytest.fixture
def people() -> People:
    return the_people()


@pytest.fixture
def region(people: People) -> Region:
    return a_region("07")


def an_invitation(region: Region, people: People, role: Role = Role.CONTRIBUTOR) -> Invitation:
    return inviting.invite(region, ADDRESS, "Ny Person", role, people.owner)


def test_an_invitation_is_a_mail_and_no_right_before_it_is_claimed(region: Region, people: People) -> None:
    invitation = an_invitation(region, people)

    message = Message.objects.get(cause="invited")
    assert (message.address, message.region) == (ADDRESS, region)
    assert "uppgiftslämnare" in message.body
    assert not roles_of(invitation.user)
    assert not invitation.user.has_usable_password()


def test_who_was_invited_gets_a_password_by_mail_signs_in_and_is_in(
    client: Client, region: Region, people: People
) -> None:
    a_return(a_year(), "07")
    an_invitation(region, people)

    client.post(reverse("account_reset_password"), {"email": ADDRESS})
    link = next(word for word in str(mail.outbox[-1].body).split() if "/konto/" in word)
    form = client.get("/konto/" + link.partition("/konto/")[2], follow=True)
    said = client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert said.status_code == 302
    page = client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD}, follow=True)

    assert page.status_code == 200
    assert "Du är nu uppgiftslämnare för Region Kronoberg." in page.content.decode()
    user = User.objects.get(email=ADDRESS)
    assert roles_of(user, "07") == {Role.CONTRIBUTOR}
    assert Entry.objects.filter(act="invitation.claim").count() == 1


def test_claiming_twice_is_once(region: Region, people: People) -> None:
    invitation = an_invitation(region, people)

    assert len(claim(invitation.user)) == 1
    assert claim(invitation.user) == []
    assert Membership.objects.filter(user=invitation.user).count() == 1


def test_an_old_or_withdrawn_invitation_gives_nothing(region: Region, people: People) -> None:
    invitation = an_invitation(region, people)
    Invitation.objects.update(at=timezone.now() - timedelta(days=INVITED_DAYS))
    assert claim(invitation.user) == []

    again = an_invitation(region, people)
    inviting.withdraw(again, people.owner)
    inviting.withdraw(again, people.owner)
    assert claim(invitation.user) == []
    assert Entry.objects.filter(act="invitation.withdraw").count() == 1


def test_the_same_person_is_not_invited_twice(region: Region, people: People) -> None:
    an_invitation(region, people)

    with pytest.raises(AlreadyInvited):
        an_invitation(region, people)
    with pytest.raises(AlreadyInvited):
        inviting.invite(region, people.contributor.email, "", Role.CONTRIBUTOR, people.owner)
    assert Message.objects.filter(cause="invited").count() == 1


def test_nobody_acts_on_both_sides(region: Region, people: People) -> None:
    with pytest.raises(CannotBeInvited):
        inviting.invite(region, people.officer.email, "", Role.PROCESS_LEADER, people.owner)


def test_only_the_region_s_own_process_leader_manages(region: Region, people: People) -> None:
    for person in (people.contributor, people.stranger, people.officer, people.administrator):
        with pytest.raises(NotPermitted):
            inviting.invite(region, ADDRESS, "Ny", Role.CONTRIBUTOR, person)
    assert not Invitation.objects.exists()
    assert not User.objects.filter(email=ADDRESS).exists()


def test_who_is_removed_reaches_nothing_and_what_was_done_stays(region: Region, people: People) -> None:
    the_return = a_return(a_year(), "07")
    held = Membership.objects.get(user=people.contributor, region="07")

    with pytest.raises(ReasonMissing):
        inviting.remove(held, people.owner, " ")
    inviting.remove(held, people.owner, "Har slutat.")

    gone = User.objects.get(pk=people.contributor.pk)
    assert "07" not in {region.pk for region in regions_of(gone)}
    assert the_return not in Return.objects.own_of(gone)
    assert Entry.objects.get(act="membership.end").details["reason"] == "Har slutat."


def test_the_last_who_can_sign_stays_until_another_can(region: Region, people: People) -> None:
    own = Membership.objects.get(user=people.owner, region="07")
    with pytest.raises(LastLeader):
        inviting.remove(own, people.owner, "Byter jobb.")

    claim(an_invitation(region, people, Role.PROCESS_LEADER).user)
    inviting.remove(own, people.owner, "Byter jobb.")

    assert Role.PROCESS_LEADER not in roles_of(User.objects.get(pk=people.owner.pk), "07")


def test_who_was_removed_can_come_back(region: Region, people: People) -> None:
    held = Membership.objects.get(user=people.contributor, region="07")
    inviting.remove(held, people.owner, "Föräldraledig.")

    inviting.invite(region, people.contributor.email, "", Role.CONTRIBUTOR, people.owner)
    claim(people.contributor)

    assert roles_of(User.objects.get(pk=people.contributor.pk), "07") == {Role.CONTRIBUTOR}


def test_the_pages_invite_withdraw_and_remove(client: Client, region: Region, people: People) -> None:
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("submissions:people_of", args=["07"])

    said = client.post(page, {"name": "Ny", "email": "fel", "role": "contributor"}).content.decode()
    assert "Skriv en e-postadress, till exempel namn@region.se." in said
    client.post(page, {"name": "Ny Person", "email": ADDRESS, "role": "contributor"})
    assert ADDRESS in client.get(page).content.decode()
    invitation = Invitation.objects.get()
    client.post(reverse("submissions:withdraw_invitation", args=["07", invitation.pk]))
    assert ADDRESS not in client.get(page).content.decode()
    held = Membership.objects.get(user=people.contributor, region="07")
    remove = reverse("submissions:remove_person", args=["07", held.pk])
    assert "Skriv ett skäl." in client.post(remove, {"reason": ""}).content.decode()
    client.post(remove, {"reason": "Har slutat."})
    assert people.contributor.email not in client.get(page).content.decode()


def test_the_head_of_the_page_says_for_which_region(client: Client) -> None:
    both = a_person(Role.PROCESS_LEADER, "07", "08")
    year = a_year()
    for code in ("07", "08"):
        a_return(year, code)
    client.force_login(both, backend="django.contrib.auth.backends.ModelBackend")

    listed = client.get(reverse("submissions:mine")).content.decode()
    at_one = client.get(reverse("submissions:overview", args=[2026, "08"])).content.decode()

    assert "2 regioner · processledare" in listed
    assert "Region Kalmar · processledare" in at_one
