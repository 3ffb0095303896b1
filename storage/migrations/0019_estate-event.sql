CREATE TABLE "estate_event" (
	"community_id" text NOT NULL,
	"kind" text NOT NULL,
	"on" date NOT NULL,
	CONSTRAINT "estate_event_community_id_kind_on_pk" PRIMARY KEY("community_id","kind","on")
);
