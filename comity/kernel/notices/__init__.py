"""Telling people: in the page at once, by mail in good time, in the reader's own language.

A *topic* is a kind of news, declared by the module that has it. A *notice* tells one person one thing;
it keeps a code and values, and becomes a sentence only when it is read. A *mail* gathers what a person
has not read yet. *Quiet hours* and the *digest* are the person's own wish. Both are written in the
transaction of the change, so nobody is told of what was rolled back.
"""
