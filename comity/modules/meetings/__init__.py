"""How bodies decide: meetings, agendas, ballots, decisions, opinions, minutes, action items."""
