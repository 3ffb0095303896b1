CREATE TABLE "direct_chat" (
	"channel" text NOT NULL,
	"chat_id" text NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	"read_up_to" timestamp with time zone NOT NULL,
	CONSTRAINT "direct_chat_channel_chat_id_pk" PRIMARY KEY("channel","chat_id")
);
