DROP INDEX "card_unit";--> statement-breakpoint
ALTER TABLE "card" ADD COLUMN "workspace_id" text;--> statement-breakpoint
UPDATE "card" SET "workspace_id" = p."workspace_id", "items" = coalesce((
  SELECT jsonb_agg(item || jsonb_build_object('planId', "card"."plan_id") ORDER BY at)
  FROM jsonb_array_elements("card"."items") WITH ORDINALITY AS i (item, at)), '[]')
FROM "plan" p WHERE p."id" = "card"."plan_id";--> statement-breakpoint
DELETE FROM "card" WHERE "workspace_id" IS NULL;--> statement-breakpoint
ALTER TABLE "card" ALTER COLUMN "workspace_id" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "chat_workspace" ON "chat" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "member_workspace" ON "member" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "card_unit" ON "card" USING btree ("workspace_id","unit","on");