"""Guard benchmark: wrong values are planted into simulated answers; what do the guards of each system make of them?

It measures the guards of a program, and says nothing about any model: no model answers.
"""
