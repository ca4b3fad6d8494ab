/*
 * A stand-in for iphlpapi.dll: answers with the bytes of the files FAMILY-PROTOCOL-CLASS in the folder that
 * IPHLPAPI_TABLES names, such as 2-tcp-8, and refuses with 87 what has no file. Shows that the provider calls, grows
 * and reads as it should; shows nothing of Windows.
 */
#include <stdio.h>
#include <stdlib.h>

#define NO_ERROR 0
#define ERROR_INVALID_PARAMETER 87
#define ERROR_INSUFFICIENT_BUFFER 122

static unsigned answer(const char *protocol, void *table, unsigned *size, unsigned family, unsigned class)
{
	char path[4096];
	const char *folder = getenv("IPHLPAPI_TABLES");
	if (folder == NULL || size == NULL)
		return ERROR_INVALID_PARAMETER;
	snprintf(path, sizeof path, "%s/%u-%s-%u", folder, family, protocol, class);
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		return ERROR_INVALID_PARAMETER;
	fseek(file, 0, SEEK_END);
	unsigned length = (unsigned)ftell(file);
	unsigned error = ERROR_INSUFFICIENT_BUFFER;
	rewind(file);
	if (table != NULL && *size >= length && fread(table, 1, length, file) == length)
		error = NO_ERROR;
	fclose(file);
	*size = length;
	return error;
}

unsigned GetExtendedTcpTable(void *table, unsigned *size, int order, unsigned family, int class, unsigned reserved)
{
	(void)order, (void)reserved;
	return answer("tcp", table, size, family, (unsigned)class);
}

unsigned GetExtendedUdpTable(void *table, unsigned *size, int order, unsigned family, int class, unsigned reserved)
{
	(void)order, (void)reserved;
	return answer("udp", table, size, family, (unsigned)class);
}
