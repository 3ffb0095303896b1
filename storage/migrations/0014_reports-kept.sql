CREATE TABLE "report_picture" (
	"report_id" text NOT NULL,
	"version" integer NOT NULL,
	"contents" text[] NOT NULL,
	CONSTRAINT "report_picture_report_id_version_pk" PRIMARY KEY("report_id","version")
);
--> statement-breakpoint
CREATE TABLE "open_day" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"on" date NOT NULL,
	"at" text NOT NULL,
	"place" text NOT NULL,
	"topics" text NOT NULL,
	"capacity" integer,
	"announced_at" timestamp with time zone NOT NULL,
	"attended" integer,
	"outcome" text,
	"recapped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "service_done" (
	"community_id" text NOT NULL,
	"item" text NOT NULL,
	"month" text NOT NULL,
	"done" integer NOT NULL,
	"reason" text,
	"source" text NOT NULL,
	CONSTRAINT "service_done_community_id_item_month_pk" PRIMARY KEY("community_id","item","month")
);
--> statement-breakpoint
CREATE TABLE "service_plan" (
	"community_id" text NOT NULL,
	"item" text NOT NULL,
	"kind" text NOT NULL,
	"times" integer NOT NULL,
	"per" text NOT NULL,
	"clause" text,
	CONSTRAINT "service_plan_community_id_item_pk" PRIMARY KEY("community_id","item")
);
--> statement-breakpoint
CREATE INDEX "open_day_community" ON "open_day" USING btree ("community_id","on");