/** Parts of names whose values are secret; the name as a whole decides (assign/key-name.ts). */
export const SECRET_NAMES: readonly string[] =
	`pass pwd pswd psw _pw secret token credential creds key auth cookie session jwt dsn connectionstring
	connection_string connection-string signature sig= sid otp mnemonic csrf xsrf senha contrasena kennwort
	bearer sas= accesscode access_code psk recovery_code recoverycode backup_code backupcode requirepass crumb bindpw rootpw
	reporter_id app_certificate salt`.split(/\s+/);
