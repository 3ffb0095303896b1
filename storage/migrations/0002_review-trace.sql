ALTER TABLE "review_request" ADD COLUMN "message_id" text;--> statement-breakpoint
ALTER TABLE "progress" ADD COLUMN "sent_back" text;