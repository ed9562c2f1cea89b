-- What an installation of the first edition had: rows in every table, put in after its own four migrations.
INSERT INTO users (id, is_anonymous, email, email_verified_at, name, image, role, metadata, created_at, updated_at, last_active_at) VALUES
  ('usr_admin', false, 'ada@example.com', '2026-02-01 10:00:00.123+00', 'Ada', 'https://example.com/ada.png', 'admin', '{"theme": "dark"}', '2026-02-01 09:00:00+00', '2026-02-01 10:00:00+00', '2026-11-01 09:00:00+00'),
  ('usr_jane', false, 'jane@example.com', NULL, E'"Jane", née \\O''Hara 🎂', NULL, 'user', '{}', '2026-03-01 09:00:00+00', '2026-03-01 09:00:00+00', '2026-11-02 09:00:00+00'),
  ('usr_guest', true, NULL, NULL, NULL, NULL, 'user', '{"upgradePrompt": "banner"}', '2026-11-03 09:00:00+00', '2026-11-03 09:00:00+00', '2026-11-03 09:00:00+00');
INSERT INTO passwords (user_id, hash, updated_at) VALUES ('usr_admin', '$argon2id$ada', '2026-02-01 09:00:00+00'), ('usr_jane', '$argon2id$jane', '2026-03-01 09:00:00+00');
INSERT INTO accounts (provider, provider_account_id, type, user_id, created_at) VALUES ('google', '1234', 'oidc', 'usr_jane', '2026-04-01 09:00:00+00'), ('github', '99', 'oauth', 'usr_jane', '2026-04-02 09:00:00+00');
INSERT INTO sessions (id, token_hash, user_id, user_agent, guest_id, guest_until, expires_at, created_at) VALUES
  ('ses_admin', 'hash of ada', 'usr_admin', 'Firefox', 'usr_guest', '2026-11-03 10:00:00+00', '2026-12-08 09:00:00+00', '2026-11-01 09:00:00+00'),
  ('ses_guest', 'hash of a guest', 'usr_guest', NULL, NULL, NULL, '2026-12-10 09:00:00+00', '2026-11-03 09:00:00+00');
INSERT INTO rotated_tokens (token_hash, user_id, rotated_at) VALUES ('an older hash of ada', 'usr_admin', '2026-11-01 09:00:00+00');
INSERT INTO audit_events (id, type, user_id, actor, details, created_at) VALUES
  ('aud_1', 'user.created', 'usr_admin', 'usr_admin', '{"method": "anonymous"}', '2026-02-01 09:00:00+00'),
  ('aud_2', 'user.deleted', 'usr_gone', 'usr_gone', '{"reason": "own wish"}', '2026-05-01 09:00:00+00'),
  ('aud_3', 'user.deleted', 'usr_other', 'root key', '{"reason": "managed"}', '2026-05-02 09:00:00+00'),
  ('aud_4', 'user.deleted', 'usr_idle', 'cron', '{"reason": "inactive"}', '2026-05-03 09:00:00+00'),
  ('aud_5', 'user.role_changed', 'usr_admin', 'command line', '{"role": "admin"}', '2026-02-01 10:00:00+00'),
  ('aud_6', 'user.role_changed', 'usr_admin', 'ADMIN_EMAILS', '{"role": "admin"}', '2026-02-01 10:00:01+00');
INSERT INTO verification_tokens (id, purpose, token_hash, user_id, session_id, browser_hash, email, name, callback_url, attempts, expires_at, created_at) VALUES
  ('tok_1', 'verify-email', 'hash of a token', 'usr_jane', NULL, NULL, 'jane@example.com', NULL, NULL, 1, '2026-12-01 09:00:00+00', '2026-11-30 09:00:00+00');
INSERT INTO settings (id, value, version, updated_at, updated_by) VALUES (1, '{"authMethods": {"anonymous": {"maxAge": 2592000}}}', 3, '2026-06-01 09:00:00+00', 'usr_admin');
INSERT INTO api_keys (id, name, key_hash, scopes, created_by, created_at, last_used_at, revoked_at) VALUES ('key_1', 'CRM', 'hash of a key', '{users:read,users:write}', 'usr_admin', '2026-06-01 09:00:00+00', '2026-11-01 09:00:00+00', NULL);
INSERT INTO mail_outbox (id, kind, recipient, token_id, attempts, next_attempt_at, sent_at, created_at) VALUES ('mail_1', 'verify-email', 'jane@example.com', 'tok_1', 2, '2026-11-30 09:05:00+00', NULL, '2026-11-30 09:00:00+00');
INSERT INTO cleanup_runs (id, actor, dry_run, max_age, deleted, remaining, started_at, finished_at) VALUES ('run_1', 'cron', false, 2592000, 12, 0, '2026-10-01 03:00:00+00', '2026-10-01 03:00:01+00');
INSERT INTO rate_limits (key, times, last_call, expires_at) VALUES ('sign-in:192.0.2.1', '{"2026-11-30 09:00:00+00"}', 'call_1', '2026-11-30 09:01:00+00');
INSERT INTO passkeys (id, credential_id, user_id, name, public_key, sign_count, transports, backup_eligible, backed_up, created_at, last_used_at) VALUES ('pk_1', 'credential', 'usr_jane', 'Laptop', 'key', 4294967295, '{internal,hybrid}', true, false, '2026-07-01 09:00:00+00', NULL);
INSERT INTO organizations (id, name, created_at) VALUES ('org_1', 'The office', '2026-02-02 09:00:00+00');
INSERT INTO memberships (organization_id, user_id, role, created_at) VALUES ('org_1', 'usr_admin', 'owner', '2026-02-02 09:00:00+00'), ('org_1', 'usr_guest', 'member', '2026-11-03 09:00:00+00');
INSERT INTO invitations (id, organization_id, token_hash, created_by, expires_at, created_at) VALUES ('inv_1', 'org_1', 'hash of an invitation', 'usr_admin', '2026-12-02 09:00:00+00', '2026-11-02 09:00:00+00');
INSERT INTO webhook_deliveries (event_id, attempts, due_at, ended_at, failure) VALUES ('aud_1', 3, '2026-02-01 09:00:00+00', '2026-02-01 10:00:00+00', 'HTTP 500'), ('aud_2', 0, '2026-05-01 09:00:00+00', NULL, NULL);
INSERT INTO guest_days (day, created, upgraded, prompted, upgraded_after, merged, removed, traced, repeated, networks) VALUES ('2026-10-01', 10, '{"password": 2}', '{"banner": 1}', '{"60": 2}', 1, '{"inactive": 3}', 8, 1, '{4,2}');
INSERT INTO cards (id, owner_id, occasion, recipient, title, day, closed_at, created_at) VALUES ('card_1', 'usr_guest', 'birthday', 'Bob', 'Happy birthday', '2026-12-24', NULL, '2026-11-03 09:00:00+00');
INSERT INTO card_links (card_id, id, token_hash, created_at) VALUES ('card_1', 'link_1', 'hash of a link', '2026-11-03 09:00:00+00');
INSERT INTO card_members (card_id, user_id, joined_at) VALUES ('card_1', 'usr_jane', '2026-11-03 10:00:00+00');
INSERT INTO signatures (id, card_id, user_id, name, message, ink, sticker, drawing, created_at, updated_at) VALUES ('sig_1', 'card_1', 'usr_jane', 'Jane', 'All the best!', 'blue', NULL, NULL, '2026-11-03 10:00:00+00', '2026-11-03 10:00:00+00');
INSERT INTO cart_items (user_id, card_id, quantity, created_at) VALUES ('usr_guest', 'card_1', 3, '2026-11-03 11:00:00+00');
INSERT INTO delivery_places (id, user_id, name, street, zip, city, country, created_at) VALUES ('place_1', 'usr_jane', 'Jane Doe', 'Main Street 1', '12345', 'Springfield', 'US', '2026-11-03 11:00:00+00');
INSERT INTO orders (id, user_id, status, email, name, street, zip, city, country, payment, created_at) VALUES ('order_1', 'usr_jane', 'open', 'jane@example.com', 'Jane Doe', 'Main Street 1', '12345', 'Springfield', 'US', 'account', '2026-11-03 11:00:00+00');
INSERT INTO order_items (order_id, line, title, occasion, quantity, unit_price) VALUES ('order_1', 1, 'Happy birthday', 'birthday', 1, 450);
