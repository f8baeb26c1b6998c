"""The stores: the vault of pupil-level files and its ledger, and the release of counts that the dashboard opens."""
