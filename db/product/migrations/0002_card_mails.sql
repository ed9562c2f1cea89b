CREATE TABLE "card_mails" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"recipient" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"queued_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "card_mails" ADD CONSTRAINT "card_mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "card_mails_user_id_idx" ON "card_mails" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "card_mails_due_idx" ON "card_mails" USING btree ("due_at") WHERE "card_mails"."queued_at" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "card_deliveries_id_key" ON "card_deliveries" USING btree ("id");