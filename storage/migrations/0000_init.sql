CREATE TABLE "inbound" (
	"id" text PRIMARY KEY NOT NULL,
	"message_key" text,
	"lane" text NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"raw" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"toast" jsonb,
	"error" text,
	"received_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "job_run" (
	"job" text NOT NULL,
	"slot" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "job_run_job_slot_pk" PRIMARY KEY("job","slot")
);
--> statement-breakpoint
CREATE TABLE "lane" (
	"queue" text NOT NULL,
	"lane" text NOT NULL,
	"tail" bigint DEFAULT 0 NOT NULL,
	"head" bigint DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"lease_by" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "lane_queue_lane_pk" PRIMARY KEY("queue","lane")
);
--> statement-breakpoint
CREATE TABLE "outbound" (
	"key" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"chat_id" text NOT NULL,
	"lane" text NOT NULL,
	"seq" bigint NOT NULL,
	"post" jsonb NOT NULL,
	"reply_to" text,
	"replaces" text,
	"cause" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"first_tried_at" timestamp with time zone,
	"message_id" text,
	"error" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "chat" (
	"channel" text NOT NULL,
	"chat_id" text NOT NULL,
	"name" text,
	"kind" text,
	"workspace_id" text,
	"unit" text,
	"community_id" text,
	"state" text NOT NULL,
	"hinted_at" timestamp with time zone,
	"bound_by" text,
	"bound_at" timestamp with time zone,
	CONSTRAINT "chat_channel_chat_id_pk" PRIMARY KEY("channel","chat_id")
);
--> statement-breakpoint
CREATE TABLE "member" (
	"channel" text NOT NULL,
	"user_id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"unit" text NOT NULL,
	"role" text NOT NULL,
	"name" text,
	"until_on" date,
	CONSTRAINT "member_channel_user_id_workspace_id_unit_pk" PRIMARY KEY("channel","user_id","workspace_id","unit")
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"kind" text NOT NULL,
	"sample" boolean DEFAULT false NOT NULL,
	CONSTRAINT "unit_workspace_id_name_pk" PRIMARY KEY("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "workspace" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"district" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "card" (
	"key" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"unit" text NOT NULL,
	"on" date NOT NULL,
	"channel" text NOT NULL,
	"chat_id" text NOT NULL,
	"items" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plan" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"document_id" text NOT NULL,
	"title" text NOT NULL,
	"start_on" date NOT NULL,
	"end_on" date NOT NULL,
	"set_up_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "progress" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "progress_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plan_id" text NOT NULL,
	"task_no" integer NOT NULL,
	"occurrence" text NOT NULL,
	"unit" text NOT NULL,
	"status" text NOT NULL,
	"percent" integer NOT NULL,
	"remark" text DEFAULT '' NOT NULL,
	"channel" text NOT NULL,
	"user_id" text NOT NULL,
	"user_name" text,
	"source" text NOT NULL,
	"source_message_id" text NOT NULL,
	"card_key" text,
	"withdrawn_at" timestamp with time zone,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "task" (
	"plan_id" text NOT NULL,
	"no" integer NOT NULL,
	"task" text NOT NULL,
	"requirement" text NOT NULL,
	"deadline" text NOT NULL,
	"lead" text[] NOT NULL,
	"support" text[] NOT NULL,
	"clause_id" text NOT NULL,
	"schedule" jsonb NOT NULL,
	"requirement_schedule" jsonb NOT NULL,
	"quotas" jsonb NOT NULL,
	"defects" jsonb NOT NULL,
	CONSTRAINT "task_plan_id_no_pk" PRIMARY KEY("plan_id","no")
);
--> statement-breakpoint
CREATE TABLE "community" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"aka" text[] DEFAULT '{}' NOT NULL,
	"street" text,
	"type" text,
	"management_mode" text,
	"committee" text,
	"households" integer,
	"area_m2" numeric(12, 2),
	"company" text,
	"sample" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contract" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"company" text NOT NULL,
	"kind" text NOT NULL,
	"start_on" date NOT NULL,
	"end_on" date NOT NULL,
	"fee_mode" text,
	"sample" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disclosure" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"code" text NOT NULL,
	"title" text NOT NULL,
	"lines" jsonb NOT NULL,
	"version" integer NOT NULL,
	"published_on" date NOT NULL,
	"prepared_by" text NOT NULL,
	"sample" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"period_label" text NOT NULL,
	"period_type" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"prepared_by" text NOT NULL,
	"reviewed_by" text,
	"version" integer DEFAULT 1 NOT NULL,
	"status" text NOT NULL,
	"publish_on" date,
	"published_at" timestamp with time zone,
	"hash" text NOT NULL,
	"sections" jsonb NOT NULL,
	"sample" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clause" (
	"id" text PRIMARY KEY NOT NULL,
	"document_id" text NOT NULL,
	"ord" integer NOT NULL,
	"path" text[] NOT NULL,
	"place" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"line_from" integer NOT NULL,
	"line_to" integer NOT NULL,
	"units" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document" (
	"id" text PRIMARY KEY NOT NULL,
	"manifest" jsonb NOT NULL,
	"rows" jsonb NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "question" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "question_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"channel" text NOT NULL,
	"chat_id" text NOT NULL,
	"user_id" text NOT NULL,
	"text" text NOT NULL,
	"tier" text NOT NULL,
	"reason" text,
	"clauses" text[] NOT NULL,
	"latency_ms" real NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_node" (
	"document_id" text NOT NULL,
	"ord" integer NOT NULL,
	"kind" text NOT NULL,
	"clause_id" text,
	"line_from" integer NOT NULL,
	"line_to" integer NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "source_node_document_id_ord_pk" PRIMARY KEY("document_id","ord")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_message_key" ON "inbound" USING btree ("message_key");--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_lane_seq" ON "inbound" USING btree ("lane","seq");--> statement-breakpoint
CREATE INDEX "inbound_received_at" ON "inbound" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "lane_due" ON "lane" USING btree ("queue","next_at") WHERE head < tail;--> statement-breakpoint
CREATE UNIQUE INDEX "outbound_lane_seq" ON "outbound" USING btree ("lane","seq");--> statement-breakpoint
CREATE INDEX "outbound_message" ON "outbound" USING btree ("channel","message_id");--> statement-breakpoint
CREATE INDEX "outbound_chat" ON "outbound" USING btree ("channel","chat_id","created_at");--> statement-breakpoint
CREATE INDEX "card_unit" ON "card" USING btree ("plan_id","unit","on");--> statement-breakpoint
CREATE INDEX "progress_occurrence" ON "progress" USING btree ("plan_id","occurrence","unit","id");--> statement-breakpoint
CREATE INDEX "progress_at" ON "progress" USING btree ("plan_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "disclosure_version" ON "disclosure" USING btree ("community_id","code","version");--> statement-breakpoint
CREATE INDEX "clause_document" ON "clause" USING btree ("document_id","ord");--> statement-breakpoint
CREATE INDEX "question_person" ON "question" USING btree ("channel","chat_id","user_id","at");