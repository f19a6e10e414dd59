#!/bin/sh
# Makes and brings up to date the two databases of the Temporal server; run by the admin-tools image of the same version,
# before every start of the server. Repeatable: what is there is kept, and only what is missing is added.
#
# Reads SQL_HOST, SQL_PORT, SQL_USER and SQL_PASSWORD; the user must be allowed to make databases.
set -eu

export SQL_PLUGIN=postgres12
schemas=${TEMPORAL_SCHEMAS:-/etc/temporal/schema}/postgresql/v12

bring_up_to_date() {
  temporal-sql-tool --database "$1" create
  temporal-sql-tool --database "$1" setup-schema --version 0.0
  temporal-sql-tool --database "$1" update-schema --schema-dir "$schemas/$2/versioned"
}

bring_up_to_date temporal temporal
bring_up_to_date temporal_visibility visibility
