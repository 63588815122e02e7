"""The municipality's own sign-in (OpenID Connect): where it is, the way there and back, and what its word is worth.

A browser is sent to the provider with a state, a nonce and half of a secret (PKCE), and comes back with a code; the
node fetches the provider's signed word for that code itself. The other halves wait in a sealed cookie of that very
browser: nothing is written before somebody has come back, and nobody can come back for somebody else.
"""
