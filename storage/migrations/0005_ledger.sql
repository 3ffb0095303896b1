CREATE TABLE "appeal_estate" (
	"workspace_id" text NOT NULL,
	"month" text NOT NULL,
	"street" text NOT NULL,
	"name" text NOT NULL,
	"count" integer NOT NULL,
	"rank" integer,
	"households" integer,
	"topics" text[] DEFAULT '{}' NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "appeal_estate_workspace_id_month_street_name_pk" PRIMARY KEY("workspace_id","month","street","name")
);
--> statement-breakpoint
CREATE TABLE "appeal_month" (
	"workspace_id" text NOT NULL,
	"month" text NOT NULL,
	"street" text NOT NULL,
	"count" integer NOT NULL,
	"base" integer,
	"base_kind" text,
	"source" text NOT NULL,
	CONSTRAINT "appeal_month_workspace_id_month_street_pk" PRIMARY KEY("workspace_id","month","street")
);
--> statement-breakpoint
CREATE TABLE "indicator_definition" (
	"workspace_id" text NOT NULL,
	"indicator" text NOT NULL,
	"numerator" text NOT NULL,
	"denominator" text NOT NULL,
	"basis" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "indicator_definition_workspace_id_indicator_pk" PRIMARY KEY("workspace_id","indicator")
);
--> statement-breakpoint
CREATE TABLE "ledger_adjustment" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_adjustment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plan_id" text NOT NULL,
	"kind" text NOT NULL,
	"delta" integer NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"unit" text,
	"source" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"item_id" bigint NOT NULL,
	"action" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"by" text NOT NULL,
	"unit" text,
	"source" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_item" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_item_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plan_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"street" text,
	"community_id" text,
	"data" jsonb NOT NULL,
	"state" text NOT NULL,
	"state_on" date NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"source" text NOT NULL,
	"message_key" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "ledger_proof" (
	"item_id" bigint NOT NULL,
	"proof" text NOT NULL,
	"on" date NOT NULL,
	"words" text NOT NULL,
	"by" text NOT NULL,
	"unit" text,
	"source" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ledger_proof_item_id_proof_pk" PRIMARY KEY("item_id","proof")
);
--> statement-breakpoint
CREATE TABLE "ledger_snapshot" (
	"plan_id" text NOT NULL,
	"kind" text NOT NULL,
	"month" text NOT NULL,
	"on" date NOT NULL,
	"base" integer,
	"done" integer NOT NULL,
	"listed" integer NOT NULL,
	"states" jsonb NOT NULL,
	CONSTRAINT "ledger_snapshot_plan_id_kind_month_pk" PRIMARY KEY("plan_id","kind","month")
);
--> statement-breakpoint
CREATE INDEX "ledger_adjustment_kind" ON "ledger_adjustment" USING btree ("plan_id","kind","id");--> statement-breakpoint
CREATE INDEX "ledger_event_item" ON "ledger_event" USING btree ("item_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_item_key" ON "ledger_item" USING btree ("plan_id","kind","key");--> statement-breakpoint
CREATE INDEX "ledger_item_name" ON "ledger_item" USING btree ("plan_id","kind","name");--> statement-breakpoint
CREATE INDEX "ledger_item_message" ON "ledger_item" USING btree ("message_key");