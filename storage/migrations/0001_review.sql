CREATE TABLE "review_request" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_request_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"plan_id" text,
	"kind" text NOT NULL,
	"task_no" integer,
	"occurrence" text,
	"unit" text,
	"on_day" date,
	"payload" jsonb NOT NULL,
	"reason" text NOT NULL,
	"channel" text,
	"chat_id" text,
	"user_id" text NOT NULL,
	"user_name" text,
	"source" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_by" text,
	"decided_name" text,
	"decided_at" timestamp with time zone,
	"decision" text,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "review_request_pending" ON "review_request" USING btree ("plan_id","kind","occurrence","unit") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "review_request_plan" ON "review_request" USING btree ("plan_id","state","kind");--> statement-breakpoint
CREATE INDEX "review_request_workspace" ON "review_request" USING btree ("workspace_id","state");