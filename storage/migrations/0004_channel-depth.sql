CREATE TABLE "attachment" (
	"channel" text NOT NULL,
	"message_id" text NOT NULL,
	"key" text NOT NULL,
	"chat_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sha256" text,
	"bytes" bigint,
	"media_type" text,
	"error" text,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attachment_channel_message_id_key_pk" PRIMARY KEY("channel","message_id","key")
);
--> statement-breakpoint
CREATE TABLE "bucket" (
	"channel" text NOT NULL,
	"window_ms" integer NOT NULL,
	"tokens" double precision NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "bucket_channel_window_ms_pk" PRIMARY KEY("channel","window_ms")
);
--> statement-breakpoint
CREATE TABLE "lease" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "thread" (
	"channel" text NOT NULL,
	"thread_id" text NOT NULL,
	"chat_id" text NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	CONSTRAINT "thread_channel_thread_id_pk" PRIMARY KEY("channel","thread_id")
);
--> statement-breakpoint
ALTER TABLE "lane" ADD COLUMN "urgent" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbound" ADD COLUMN "fixed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "chat" ADD COLUMN "changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chat" ADD COLUMN "owner_id" text;--> statement-breakpoint
ALTER TABLE "chat" ADD COLUMN "read_up_to" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "attachment_due" ON "attachment" USING btree ("next_at") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "thread_chat" ON "thread" USING btree ("channel","chat_id","heard_at");