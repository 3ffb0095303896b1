CREATE TABLE "brief" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "brief_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plan_id" text NOT NULL,
	"on" date NOT NULL,
	"content" jsonb NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "brief_token_unique" UNIQUE("token")
);
--> statement-breakpoint
ALTER TABLE "plan" ADD COLUMN "ladder" jsonb;--> statement-breakpoint
CREATE INDEX "brief_plan" ON "brief" USING btree ("plan_id","on");