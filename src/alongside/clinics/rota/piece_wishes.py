"""What makes a rota good once it is full: steady leads, fair shares, and leads for shadows to see."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from alongside.clinics.rota.problem import Role

if TYPE_CHECKING:
    from alongside.clinics.rota.board import Place
    from alongside.clinics.rota.piece import Piece

    Seat = tuple[Place, int, int | None]
    """A place, somebody who is or may be in it, and their column if they only may."""


def add_wishes(piece: Piece, *, meetings: bool) -> None:
    """Add them to a piece of the rota."""
    _tighten(piece, _add_steady_leads(piece), _add_fair_shares(piece))
    if meetings:
        _LeadsToSee(piece).add()


def _add_steady_leads(piece: Piece) -> dict[int, list[tuple[int, list[int]]]]:
    """Each different lead of a clinic counts once.

    Return for each advocate, for each clinic they may come to lead, its column and those of its places.
    """
    board = piece.board
    opened: dict[tuple[str, int], list[int]] = defaultdict(list)
    found: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
    for (number, who), column in piece.at.items():
        clinic = board.leads_clinic(board.places[number])
        if clinic is not None:
            opened[clinic, who].append(column)
    for (clinic, who), columns in opened.items():
        now = piece.seats.leading[clinic][who]
        if now == piece.own_leading[clinic][who]:
            leads = piece.program.column(board.problem.weights.new_lead, value=now > 0)
            for column in columns:
                piece.program.row([(leads, 1.0), (column, -1.0)], least=0)
            found[who].append((leads, columns))
    return found


def _add_fair_shares(piece: Piece) -> dict[int, tuple[int, int, int]]:
    """Shifts above a fair share count, more from the third on; those below count too.

    Return for each advocate what is left of their share, and the columns of shifts above it.
    """
    weights = piece.board.problem.weights
    columns: dict[int, list[int]] = defaultdict(list)
    found: dict[int, tuple[int, int, int]] = {}
    for (_number, who), column in piece.at.items():
        columns[who].append(column)
    for who, those in columns.items():
        share = piece.board.shares[who] - len(piece.rest_on(who))
        now = sum(piece.program.values[column] for column in those) - share
        over = piece.program.column(weights.over, value=min(2, max(0, now)), upper=2, whole=False)
        most = max(0, len(those) - share)
        far = piece.program.column(weights.far_over, value=max(0, now - 2), upper=most, whole=False)
        under = piece.program.column(weights.under, value=max(0, -now), upper=max(0, share), whole=False)
        terms = [(column, 1.0) for column in those]
        piece.program.row([*terms, (over, -1.0), (far, -1.0), (under, 1.0)], least=share, most=share)
        found[who] = (max(0, share), over, far)
    return found


def _tighten(
    piece: Piece, clinics: dict[int, list[tuple[int, list[int]]]], shares: dict[int, tuple[int, int, int]]
) -> None:
    """Tell the relaxed program what whole numbers mean: half a lead leads half a fair share.

    Of the shifts at one clinic no more than the share are not above it, and what is above it at each clinic
    adds up to no more than what is above it in all. No rota is lost; bounds become much better.
    """
    for who, those in clinics.items():
        share, over, far = shares[who]
        for spare, above in ((share, (over, far)), (share + 2, (far,))):
            parts = []
            for leads, columns in those:
                if len(columns) > spare:
                    now = sum(piece.program.values[column] for column in columns)
                    part = piece.program.column(0, value=max(0, now - spare), upper=len(columns), whole=False)
                    terms = [(column, 1.0) for column in columns]
                    piece.program.row([*terms, (leads, -float(spare)), (part, -1.0)], most=0)
                    parts.append((part, 1.0))
            if parts:
                piece.program.row([*parts, *((column, -1.0) for column in above)], most=0)


class _LeadsToSee:
    """Each lead that a shadow still has to see counts until they were on a session together."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        advocates = piece.board.advocates
        self.before = {
            who: {number for number, other in enumerate(advocates) if other.id in advocate.leads_seen}
            for who, advocate in enumerate(advocates)
            if advocate.leads_to_see > 0
        }
        self.met: dict[int, set[int]] = defaultdict(set)
        """Whom they see on sessions that stay as they are."""
        self.now: dict[int, set[int]] = defaultdict(set)
        """Whom they see in the rota we have."""
        self.chances: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        """For a shadow and a lead, the columns of the sessions on which they may meet."""

    def add(self) -> None:
        if not self.before:
            return
        for session in self.piece.sessions:
            self._add_session(session)
        for who in sorted(self.chances):
            for session in self.piece.rest_on(who):
                if session not in self.piece.rest_there:
                    self._note_rest(who, session)
            self._add_goal(who)

    def _note_rest(self, who: int, session: int) -> None:
        """Note whom a shadow meets on a session that is not open at all."""
        places, filled = self.piece.board.of_session[session], self.piece.filled
        if any(place.role == Role.SHADOW and who in filled[place.number] for place in places):
            leading = {lead for place in places if place.role == Role.LEAD for lead in filled[place.number]}
            self.met[who] |= leading - self.before[who] - {who}
            self.now[who] |= leading - self.before[who] - {who}

    def _add_session(self, session: int) -> None:
        """Note who meets whom, and add a column for each who may meet where something is open."""
        places = self.piece.board.of_session[session]
        leads = [place for place in places if place.role == Role.LEAD]
        for shadow in (place for place in places if place.role == Role.SHADOW):
            self._add_shadow(shadow, leads)

    def _add_shadow(self, shadow: Place, leads: list[Place]) -> None:
        for who, column in self.piece.people_in(shadow):
            if who in self.before:
                columns = [
                    meeting
                    for place in leads
                    for lead, lead_column in self.piece.people_in(place)
                    if lead != who and lead not in self.before[who]
                    for meeting in self._meet((shadow, who, column), (place, lead, lead_column))
                ]
                if column is not None and columns:
                    most = sum(place.count for place in leads)
                    terms = [(meeting, 1.0) for meeting in columns]
                    self.piece.program.row([*terms, (column, -float(most))], most=0)

    def _meet(self, shadow: Seat, lead: Seat) -> list[int]:
        (shadow_place, who, column), (lead_place, leading, lead_column) = shadow, lead
        filled, program = self.piece.filled, self.piece.program
        together = who in filled[shadow_place.number] and leading in filled[lead_place.number]
        if together:
            self.now[who].add(leading)
        if column is None and lead_column is None:
            self.met[who].add(leading)
            return []
        meeting = program.column(0, value=together, whole=False)
        for each in (column, lead_column):
            if each is not None:
                program.row([(meeting, 1.0), (each, -1.0)], most=0)
        self.chances[who][leading].append(meeting)
        return [meeting]

    def _add_goal(self, who: int) -> None:
        board, program = self.piece.board, self.piece.program
        goal = board.advocates[who].leads_to_see
        sees = []
        for lead, meetings in self.chances[who].items():
            if lead not in self.met[who]:
                seen = program.column(0, value=lead in self.now[who], whole=False)
                program.row([(seen, -1.0), *((meeting, 1.0) for meeting in meetings)], least=0)
                sees.append((seen, 1.0))
        short = max(0, goal - len(self.now[who]))
        left = program.column(board.problem.weights.variety, value=short, upper=goal, whole=False)
        program.row([*sees, (left, 1.0)], least=goal - len(self.met[who]))
