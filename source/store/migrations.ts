/**
 * The database's schema, one step per release that changed it; `PRAGMA user_version` counts the steps done. A step
 * that was released is never edited.
 *
 * Times are Unix milliseconds, money picodollars (core/money.ts), JSON columns hold what no query looks into.
 */
export const MIGRATIONS: readonly string[] = [
	`
	CREATE TABLE run (
		run_id TEXT PRIMARY KEY,
		slug TEXT NOT NULL,
		type TEXT NOT NULL,
		status TEXT NOT NULL,
		worktree TEXT NOT NULL,
		started_at_ms INTEGER NOT NULL,
		completed_at_ms INTEGER,
		feature_id TEXT,
		parent_run_id TEXT,
		commit_hash TEXT,
		failed_stage TEXT,
		paused_after TEXT,
		feedback_withheld INTEGER NOT NULL DEFAULT 0
	) STRICT;
	CREATE INDEX run_by_time ON run (started_at_ms DESC);
	CREATE INDEX run_in_progress ON run (worktree, started_at_ms DESC) WHERE status = 'running';

	CREATE TABLE stage (
		run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
		name TEXT NOT NULL,
		position INTEGER NOT NULL,
		status TEXT NOT NULL,
		started_at_ms INTEGER,
		attempt_started_at_ms INTEGER,
		completed_at_ms INTEGER,
		duration_ms INTEGER NOT NULL,
		attempts INTEGER NOT NULL,
		tokens_input INTEGER,
		tokens_output INTEGER,
		cost_picodollars INTEGER,
		feedback TEXT,
		PRIMARY KEY (run_id, name)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE outbox (
		position INTEGER PRIMARY KEY AUTOINCREMENT,
		run_id TEXT NOT NULL UNIQUE,
		envelope TEXT NOT NULL,
		body BLOB NOT NULL,
		audience TEXT NOT NULL,
		wire TEXT NOT NULL,
		endpoint TEXT NOT NULL,
		queued_at_ms INTEGER NOT NULL,
		attempts INTEGER NOT NULL DEFAULT 0,
		retry_after_ms INTEGER NOT NULL DEFAULT 0
	) STRICT;

	CREATE TABLE dead_letter (
		position INTEGER PRIMARY KEY AUTOINCREMENT,
		run_id TEXT NOT NULL UNIQUE,
		envelope TEXT NOT NULL,
		audience TEXT NOT NULL,
		wire TEXT NOT NULL,
		queued_at_ms INTEGER NOT NULL,
		died_at_ms INTEGER NOT NULL,
		attempts INTEGER NOT NULL,
		status_code INTEGER,
		reason TEXT NOT NULL
	) STRICT;

	CREATE TABLE delivery (
		position INTEGER PRIMARY KEY AUTOINCREMENT,
		run_id TEXT NOT NULL,
		result TEXT NOT NULL,
		at_ms INTEGER NOT NULL,
		duration_ms INTEGER NOT NULL,
		status_code INTEGER,
		reason TEXT
	) STRICT;
	CREATE INDEX delivery_by_run ON delivery (run_id, position);

	CREATE TABLE remote_id (
		run_id TEXT NOT NULL,
		endpoint TEXT NOT NULL,
		remote_id TEXT NOT NULL,
		PRIMARY KEY (run_id, endpoint)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

	CREATE TABLE claim (
		name TEXT PRIMARY KEY,
		owner TEXT NOT NULL,
		pid INTEGER NOT NULL,
		process_start TEXT NOT NULL,
		expires_at_ms INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;
	`,
	`
	ALTER TABLE run ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
	ALTER TABLE run ADD COLUMN overlay TEXT;
	CREATE INDEX run_by_slug ON run (slug, started_at_ms DESC);
	CREATE INDEX run_in_history ON run (completed_at_ms DESC) WHERE hidden = 0 AND status <> 'running';

	CREATE TABLE foreign_entry (
		position INTEGER PRIMARY KEY AUTOINCREMENT,
		identity TEXT NOT NULL UNIQUE,
		slug TEXT,
		sort_ms INTEGER NOT NULL,
		entry TEXT NOT NULL,
		hidden INTEGER NOT NULL DEFAULT 0
	) STRICT;
	CREATE INDEX foreign_entry_in_history ON foreign_entry (sort_ms DESC) WHERE hidden = 0;
	CREATE INDEX foreign_entry_by_slug ON foreign_entry (slug, sort_ms DESC);

	CREATE TABLE published (
		file TEXT PRIMARY KEY,
		digest TEXT NOT NULL,
		identities TEXT NOT NULL,
		size_bytes INTEGER NOT NULL,
		modified_ms REAL NOT NULL
	) STRICT, WITHOUT ROWID;
	`,
	`
	CREATE TABLE audit (
		position INTEGER PRIMARY KEY AUTOINCREMENT,
		at_ms INTEGER NOT NULL,
		os_user TEXT NOT NULL,
		event TEXT NOT NULL,
		details TEXT NOT NULL
	) STRICT;
	`,
	`
	ALTER TABLE published ADD COLUMN inode INTEGER NOT NULL DEFAULT 0;
	ALTER TABLE published ADD COLUMN accessed_ms REAL NOT NULL DEFAULT 0;
	ALTER TABLE published ADD COLUMN read_ms REAL NOT NULL DEFAULT 0;
	ALTER TABLE published ADD COLUMN is_pending INTEGER NOT NULL DEFAULT 0;
	`,
	`
	CREATE TABLE snapshot (
		position INTEGER PRIMARY KEY AUTOINCREMENT,
		run_id TEXT NOT NULL UNIQUE,
		timestamp_ms INTEGER NOT NULL,
		is_seeded INTEGER NOT NULL DEFAULT 0,
		document TEXT NOT NULL,
		sink_audience TEXT
	) STRICT;
	CREATE INDEX snapshot_by_time ON snapshot (timestamp_ms, position);
	CREATE INDEX snapshot_for_sinks ON snapshot (position) WHERE sink_audience IS NOT NULL;

	CREATE TABLE churn_scope (scope TEXT PRIMARY KEY, run_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
	CREATE TABLE churn_fingerprint (
		scope TEXT NOT NULL REFERENCES churn_scope ON DELETE CASCADE,
		fingerprint TEXT NOT NULL,
		stage TEXT NOT NULL,
		PRIMARY KEY (scope, fingerprint)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE sink_series (
		name TEXT NOT NULL,
		labels TEXT NOT NULL,
		value REAL NOT NULL,
		count INTEGER NOT NULL,
		buckets TEXT NOT NULL,
		timestamp_ms INTEGER NOT NULL,
		PRIMARY KEY (name, labels)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE sink_source (instance TEXT NOT NULL, started_at_ms INTEGER NOT NULL) STRICT;
	CREATE TABLE sink_result (
		sink TEXT PRIMARY KEY,
		kind TEXT NOT NULL,
		sent INTEGER NOT NULL,
		failed INTEGER NOT NULL,
		last_at_ms INTEGER NOT NULL,
		last_error TEXT
	) STRICT, WITHOUT ROWID;
	`,
	`
	ALTER TABLE published ADD COLUMN other_writes_ms TEXT NOT NULL DEFAULT '[]';
	`,
	`
	CREATE TABLE failure_log (
		position INTEGER PRIMARY KEY AUTOINCREMENT,
		run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
		stage TEXT NOT NULL,
		digest TEXT NOT NULL,
		path TEXT NOT NULL,
		seen_ms INTEGER NOT NULL,
		job_type TEXT NOT NULL,
		job_id TEXT,
		is_main INTEGER NOT NULL,
		commit_hash TEXT,
		is_whole INTEGER NOT NULL,
		UNIQUE (run_id, stage, digest)
	) STRICT;

	CREATE TABLE failure_group (
		fingerprint TEXT PRIMARY KEY,
		class_name TEXT NOT NULL,
		message TEXT NOT NULL,
		frames TEXT NOT NULL,
		sample TEXT NOT NULL,
		file TEXT
	) STRICT, WITHOUT ROWID;

	CREATE TABLE failure_occurrence (
		log INTEGER NOT NULL REFERENCES failure_log ON DELETE CASCADE,
		fingerprint TEXT NOT NULL REFERENCES failure_group,
		severity TEXT NOT NULL,
		count INTEGER NOT NULL,
		PRIMARY KEY (log, fingerprint)
	) STRICT, WITHOUT ROWID;
	CREATE INDEX failure_occurrence_by_group ON failure_occurrence (fingerprint);
	`,
	`
	CREATE TABLE kept_log (
		path TEXT PRIMARY KEY,
		root TEXT NOT NULL,
		size_bytes INTEGER NOT NULL,
		modified_ms REAL NOT NULL,
		kept_at_ms INTEGER NOT NULL,
		is_read INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;
	`,
	`
	CREATE TABLE agent_session (
		run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
		session_id TEXT NOT NULL,
		PRIMARY KEY (run_id, session_id)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE agent_call (
		run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
		call TEXT NOT NULL,
		stage TEXT NOT NULL,
		has_begun INTEGER NOT NULL,
		agent_id TEXT,
		PRIMARY KEY (run_id, call)
	) STRICT;

	CREATE TABLE agent (
		run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
		agent_id TEXT NOT NULL,
		session_id TEXT NOT NULL,
		path TEXT NOT NULL,
		stage TEXT,
		offset_bytes INTEGER NOT NULL,
		PRIMARY KEY (run_id, agent_id)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE agent_message (
		run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
		message_id TEXT NOT NULL,
		agent_id TEXT NOT NULL,
		stage TEXT,
		tokens_input INTEGER NOT NULL,
		tokens_output INTEGER NOT NULL,
		cost_picodollars INTEGER NOT NULL,
		PRIMARY KEY (run_id, message_id)
	) STRICT, WITHOUT ROWID;

	CREATE TABLE measured_stage (
		run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
		name TEXT NOT NULL,
		PRIMARY KEY (run_id, name)
	) STRICT, WITHOUT ROWID;
	`,
];
