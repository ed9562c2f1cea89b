CREATE TABLE "webhook_progress" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_progress_single" CHECK ("webhook_progress"."id" = 1)
);
--> statement-breakpoint
INSERT INTO "webhook_progress" ("started_at", "checked_at") SELECT now(), now() FROM "webhook_deliveries" LIMIT 1;
