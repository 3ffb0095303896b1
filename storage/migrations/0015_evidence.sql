CREATE TABLE "evidence" (
	"channel" text NOT NULL,
	"message_id" text NOT NULL,
	"key" text NOT NULL,
	"user_id" text NOT NULL,
	"card_key" text,
	"progress_id" bigint,
	"item_id" bigint,
	"proof" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "evidence_channel_message_id_key_pk" PRIMARY KEY("channel","message_id","key")
);
--> statement-breakpoint
CREATE INDEX "evidence_progress" ON "evidence" USING btree ("progress_id");--> statement-breakpoint
CREATE INDEX "evidence_item" ON "evidence" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "evidence_card" ON "evidence" USING btree ("card_key","user_id");