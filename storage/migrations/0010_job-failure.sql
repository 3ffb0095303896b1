CREATE TABLE "job_failure" (
	"job" text PRIMARY KEY NOT NULL,
	"slot" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"error" text NOT NULL
);
