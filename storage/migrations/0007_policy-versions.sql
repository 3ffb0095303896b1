CREATE TABLE "document_version" (
	"document_id" text NOT NULL,
	"version" integer NOT NULL,
	"hash" text NOT NULL,
	"manifest" jsonb NOT NULL,
	"changes" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_version_document_id_version_pk" PRIMARY KEY("document_id","version")
);
--> statement-breakpoint
CREATE TABLE "open_question" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "open_question_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"text" text NOT NULL,
	"why" text NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer" text,
	"author" text,
	"approver" text,
	"approved_on" date,
	"expires_on" date
);
--> statement-breakpoint
CREATE TABLE "past_clause" (
	"id" text NOT NULL,
	"document_id" text NOT NULL,
	"version" integer NOT NULL,
	"place" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"line_from" integer NOT NULL,
	"line_to" integer NOT NULL,
	"until" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "past_clause_id_version_pk" PRIMARY KEY("id","version")
);
--> statement-breakpoint
ALTER TABLE "document" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "question" ADD COLUMN "workspace_id" text;--> statement-breakpoint
ALTER TABLE "question" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "question" ADD COLUMN "helpful" boolean;--> statement-breakpoint
ALTER TABLE "question" ADD COLUMN "rephrased_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "open_question_workspace" ON "open_question" USING btree ("workspace_id","state");--> statement-breakpoint
CREATE INDEX "question_at" ON "question" USING btree ("at");--> statement-breakpoint
CREATE INDEX "question_source" ON "question" USING btree ("source");