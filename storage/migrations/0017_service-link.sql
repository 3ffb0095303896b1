CREATE TABLE "service_link" (
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	CONSTRAINT "service_link_workspace_id_name_pk" PRIMARY KEY("workspace_id","name")
);
