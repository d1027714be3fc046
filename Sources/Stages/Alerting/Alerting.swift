// Alerting.
