-- Collects statistics for the new indexes; without them the planner misjudges the filters.
analyze mobile, desktop, blood_glucose_meter;
