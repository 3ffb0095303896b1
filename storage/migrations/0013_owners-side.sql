CREATE TABLE "confirmation" (
	"key" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"chat_id" text NOT NULL,
	"message_id" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "fee_standard" (
	"community_id" text NOT NULL,
	"item" text NOT NULL,
	"rate" numeric(8, 2) NOT NULL,
	"unit" text NOT NULL,
	"basis" text NOT NULL,
	"effective_from_on" date NOT NULL,
	CONSTRAINT "fee_standard_community_id_item_pk" PRIMARY KEY("community_id","item")
);
--> statement-breakpoint
CREATE TABLE "owner_setting" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"answer_within_days" integer NOT NULL,
	"objections_per_day" integer NOT NULL,
	"window_minutes" integer NOT NULL,
	"per_person" integer NOT NULL,
	"per_group" integer NOT NULL,
	"quiet_from" text NOT NULL,
	"quiet_until" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repair_fund" (
	"community_id" text NOT NULL,
	"as_of_on" date NOT NULL,
	"balance" bigint NOT NULL,
	"first_required" bigint NOT NULL,
	CONSTRAINT "repair_fund_community_id_as_of_on_pk" PRIMARY KEY("community_id","as_of_on")
);
--> statement-breakpoint
CREATE TABLE "revenue_entry" (
	"id" text NOT NULL,
	"community_id" text NOT NULL,
	"on" date NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"amount" bigint NOT NULL,
	"note" text,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"struck_at" timestamp with time zone,
	"struck_reason" text,
	CONSTRAINT "revenue_entry_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "work_order" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"community_id" text NOT NULL,
	"received_on" date NOT NULL,
	"topic" text NOT NULL,
	"due_on" date,
	"closed_on" date,
	"solved" text,
	"satisfied" text,
	CONSTRAINT "work_order_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "disclosure" ADD COLUMN "published_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "disclosure" ADD COLUMN "channels" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosure" ADD COLUMN "files" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "confirmation_due" ON "confirmation" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "revenue_entry_on" ON "revenue_entry" USING btree ("community_id","on");--> statement-breakpoint
CREATE INDEX "work_order_community" ON "work_order" USING btree ("community_id","received_on");