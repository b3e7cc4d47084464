-- Runs are read by the id that their client gave them, ended ones too.
CREATE INDEX "workflow_runs_client_id" ON "workflow_runs" ("organization_id", "client_id", "created_at" DESC)
  WHERE "client_id" IS NOT NULL;
