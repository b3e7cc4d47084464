-- CreateTable
CREATE TABLE "credentials" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "data" BYTEA NOT NULL,
    "fields" TEXT[],
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "expires_at" TIMESTAMPTZ(3),
    "warned_for" TIMESTAMPTZ(3),
    "uses" BIGINT NOT NULL DEFAULT 0,
    "last_used_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connectors" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "credential_id" UUID,
    "config" JSONB NOT NULL DEFAULT '{}',
    "last_used_at" TIMESTAMPTZ(3),
    "last_tested_at" TIMESTAMPTZ(3),
    "last_test_ok" BOOLEAN,
    "last_test_message" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connectors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential_uses" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "credential_id" UUID NOT NULL,
    "connector_id" UUID,
    "action" TEXT NOT NULL,
    "used_by_type" TEXT NOT NULL,
    "used_by_id" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credential_uses_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "credentials_organization_id_created_at_id_idx" ON "credentials"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "credentials_expires_at_idx" ON "credentials"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "credentials_organization_id_id_key" ON "credentials"("organization_id", "id");

-- CreateIndex
CREATE INDEX "connectors_organization_id_created_at_id_idx" ON "connectors"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "connectors_organization_id_credential_id_idx" ON "connectors"("organization_id", "credential_id");

-- CreateIndex
CREATE UNIQUE INDEX "connectors_organization_id_id_key" ON "connectors"("organization_id", "id");

-- CreateIndex
CREATE INDEX "credential_uses_organization_id_credential_id_at_id_idx" ON "credential_uses"("organization_id", "credential_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "credential_uses_at_idx" ON "credential_uses"("at");

-- AddForeignKey
ALTER TABLE "connectors" ADD CONSTRAINT "connectors_organization_id_credential_id_fkey" FOREIGN KEY ("organization_id", "credential_id") REFERENCES "credentials"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
