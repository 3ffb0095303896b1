CREATE TABLE "content" (
	"id" text PRIMARY KEY NOT NULL,
	"bytes" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"kept_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "upload" (
	"uploaded_as" text NOT NULL,
	"content" text NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "upload_uploaded_as_content_pk" PRIMARY KEY("uploaded_as","content")
);
--> statement-breakpoint
CREATE INDEX "content_kept_at" ON "content" USING btree ("kept_at");