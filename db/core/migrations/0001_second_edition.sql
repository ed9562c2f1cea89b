DROP INDEX "users_words_idx";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "id" text DEFAULT 'acc_' || upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 26)) NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "refresh_token" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "access_token" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "expires_at" integer;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "token_type" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "scope" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "id_token" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "session_state" text;--> statement-breakpoint
ALTER TABLE "mail_outbox" ADD COLUMN "refusal" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "admin_granted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "verification_tokens" ADD COLUMN "used_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_id_key" ON "accounts" USING btree ("id");--> statement-breakpoint
CREATE INDEX "mail_outbox_recipient_idx" ON "mail_outbox" USING btree ("recipient","created_at");--> statement-breakpoint
CREATE INDEX "users_words_idx" ON "users" USING gin ((string_to_array(regexp_replace((' ' || regexp_replace(lower(coalesce("name", '') || ' ' || coalesce("email", '')), '[ -/:-@\[-`{-~]+', ' ', 'g')), '(..)(?=.)', '\1|', 'g'), '|') || string_to_array(regexp_replace(substr((' ' || regexp_replace(lower(coalesce("name", '') || ' ' || coalesce("email", '')), '[ -/:-@\[-`{-~]+', ' ', 'g')), 2), '(..)(?=.)', '\1|', 'g'), '|'))) WHERE "users"."name" IS NOT NULL OR "users"."email" IS NOT NULL;--> statement-breakpoint
UPDATE "sessions" SET "ends_at" = "sessions"."created_at" + interval '90 days' FROM "users" WHERE "users"."id" = "sessions"."user_id" AND NOT "users"."is_anonymous";--> statement-breakpoint
UPDATE "users" SET "admin_granted_at" = now() WHERE "role" = 'admin';--> statement-breakpoint
UPDATE "audit_events" SET "details" = jsonb_set("details", '{reason}', CASE "details"->>'reason' WHEN 'own wish' THEN '"user_request"'::jsonb ELSE '"admin"'::jsonb END) WHERE "type" = 'user.deleted' AND "details"->>'reason' IN ('own wish', 'managed');--> statement-breakpoint
UPDATE "audit_events" SET "actor" = CASE "actor" WHEN 'root key' THEN 'root_key' WHEN 'command line' THEN 'command_line' ELSE 'environment' END WHERE "actor" IN ('root key', 'command line', 'ADMIN_EMAILS');
