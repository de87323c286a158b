"""A first rota in one pass: what counts most first, and clinic by clinic, so that leads stay."""

from collections import Counter

from alongside.clinics.rota.board import Board, Place, Seats
from alongside.clinics.rota.problem import Role


def greedy(board: Board) -> Seats:
    """Return a rota that breaks no hard rule, made without looking back."""
    seats = Seats(board, board.empty())
    loads = Counter(who for those in seats.filled for who in those)
    for places in _in_turn(board):
        known: set[int] = {who for place in places for who in seats.filled[place.number]}
        useful = Counter(who for place in places for who in board.costs[place.number])
        for place in places:
            for who in _best_first(board, place, loads, known, useful):
                if seats.takes(place, who):
                    seats.put(place, who)
                    loads[who] += 1
                    known.add(who)
    return seats


def _in_turn(board: Board) -> list[list[Place]]:
    """Return the places by role and clinic: what counts most first, then those with fewest who could."""
    groups: dict[tuple[int, str], list[Place]] = {}
    for place in board.places:
        session = board.sessions[place.session]
        groups.setdefault((-place.missing, session.clinic or session.id), []).append(place)
    room = {
        key: sum(len(board.costs[place.number]) for place in places) / len(places)
        for key, places in groups.items()
    }
    return [groups[key] for key in sorted(groups, key=lambda key: (key[0], room[key], key[1]))]


def _best_first(
    board: Board, place: Place, loads: Counter[int], known: set[int], useful: Counter[int]
) -> list[int]:
    """Return who could fill a place, whom it suits best first."""
    weights = board.problem.weights
    costs = board.costs[place.number]

    def suits(who: int) -> tuple[float, int]:
        above = loads[who] - board.shares[who]
        fair = -weights.under if above < 0 else weights.over if above < 2 else weights.far_over
        new = 0.0
        if place.role == Role.LEAD and who not in known:
            new = weights.new_lead / max(1, min(useful[who], -above))
        return costs[who] + fair + new - _brings(board, place, who), who

    return sorted(costs, key=suits)


def _brings(board: Board, place: Place, who: int) -> int:
    """Return what it is worth that they have what the session asks for."""
    session, advocate = board.sessions[place.session], board.advocates[who]
    met = len(session.languages & advocate.languages) + len(session.traits & advocate.traits)
    return board.problem.weights.asked * met
