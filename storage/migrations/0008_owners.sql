CREATE TABLE "objection" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"about" text,
	"text" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"due_on" date NOT NULL,
	"reply" text,
	"replied_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "secret" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "urge" (
	"community_id" text NOT NULL,
	"code" text NOT NULL,
	"month" text NOT NULL,
	"times" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "urge_community_id_code_month_pk" PRIMARY KEY("community_id","code","month")
);
--> statement-breakpoint
CREATE TABLE "voice" (
	"what" text NOT NULL,
	"token" text NOT NULL,
	"on" date NOT NULL,
	"times" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "voice_what_token_on_pk" PRIMARY KEY("what","token","on")
);
--> statement-breakpoint
CREATE TABLE "board_link" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"channel" text NOT NULL,
	"chat_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "clock_card" (
	"channel" text NOT NULL,
	"chat_id" text NOT NULL,
	"on" date NOT NULL,
	CONSTRAINT "clock_card_channel_chat_id_on_pk" PRIMARY KEY("channel","chat_id","on")
);
--> statement-breakpoint
CREATE TABLE "facility" (
	"community_id" text NOT NULL,
	"code" text NOT NULL,
	"type" text NOT NULL,
	"location" text,
	"inspection_due_on" date,
	"maintainer" text,
	"maintainer_phone" text,
	"sample" boolean DEFAULT false NOT NULL,
	CONSTRAINT "facility_community_id_code_pk" PRIMARY KEY("community_id","code")
);
--> statement-breakpoint
CREATE TABLE "forwarding" (
	"key" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"subject" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"forwarded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "report_version" (
	"report_id" text NOT NULL,
	"version" integer NOT NULL,
	"prepared_by" text NOT NULL,
	"reviewed_by" text,
	"published_at" timestamp with time zone,
	"hash" text NOT NULL,
	"sections" jsonb NOT NULL,
	"correction_reason" text,
	CONSTRAINT "report_version_report_id_version_pk" PRIMARY KEY("report_id","version")
);
--> statement-breakpoint
ALTER TABLE "community" ADD COLUMN "committee_term_end_on" date;--> statement-breakpoint
ALTER TABLE "community" ADD COLUMN "emergency_from_on" date;--> statement-breakpoint
ALTER TABLE "contract" ADD COLUMN "signed_on" date;--> statement-breakpoint
ALTER TABLE "contract" ADD COLUMN "filed_on" date;--> statement-breakpoint
ALTER TABLE "disclosure" ADD COLUMN "reviewed_by" text;--> statement-breakpoint
ALTER TABLE "disclosure" ADD COLUMN "status" text DEFAULT 'published' NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosure" ADD COLUMN "correction_reason" text;--> statement-breakpoint
ALTER TABLE "disclosure" ADD COLUMN "withdrawn_on" date;--> statement-breakpoint
ALTER TABLE "disclosure" ADD COLUMN "withdrawal_reason" text;--> statement-breakpoint
ALTER TABLE "disclosure" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "report" ADD COLUMN "correction_reason" text;--> statement-breakpoint
CREATE INDEX "objection_community" ON "objection" USING btree ("community_id","received_at");--> statement-breakpoint
CREATE INDEX "forwarding_subject" ON "forwarding" USING btree ("subject");