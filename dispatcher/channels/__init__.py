"""The ways out: one file per outside thing. A channel takes a message and answers one of four outcomes.

guard.py       refuses what belongs to another lane, before a socket opens
sms.py         Twilio's Messages API: twilio_http.py (wire), twilio_answers.py and twilio_codes.py (what an answer
               means), twilio_list.py (evidence through the official package), signature.py (callbacks)
email.py       SMTP: smtp_pool.py, smtp_connection.py (wire), smtp_codes.py (what a reply means), mime.py (bytes)
reasons.py     the closed list of reasons
"""
