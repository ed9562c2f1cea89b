CREATE TABLE "guest_days" (
	"day" date PRIMARY KEY NOT NULL,
	"created" integer NOT NULL,
	"upgraded" jsonb NOT NULL,
	"prompted" jsonb NOT NULL,
	"upgraded_after" jsonb NOT NULL,
	"merged" integer NOT NULL,
	"removed" jsonb NOT NULL,
	"traced" integer NOT NULL,
	"repeated" integer NOT NULL,
	"networks" integer[] NOT NULL
);
