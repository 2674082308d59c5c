-- Only now PostgreSQL knows how often each value of the new indexes occurs; without that it would choose wrong ones.
analyze mobile, desktop, blood_glucose_meter;
