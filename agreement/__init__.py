"""What the agreement says: lines, terms, rules, arithmetic and permitted moves.

Pure: the standard library alone, no database, no request, no float. Everything here can be
read by somebody who knows condition 3 and has never seen Django.
"""
