using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace WorkOrders.Shared;

internal sealed class PhoneNumberConverter() : ValueConverter<PhoneNumber, string>(v => v.Unmask(), v => PhoneNumber.Unchecked(v));

internal sealed class IdNumberConverter() : ValueConverter<IdNumber, string>(v => v.Unmask(), v => IdNumber.Unchecked(v));

internal sealed class PostalAddressConverter() : ValueConverter<PostalAddress, string>(v => v.Unmask(), v => PostalAddress.Unchecked(v));

internal sealed class EmailAddressConverter() : ValueConverter<EmailAddress, string>(v => v.Unmask(), v => EmailAddress.Unchecked(v));

internal sealed class FreeTextConverter() : ValueConverter<FreeText, string>(v => v.Unmask(), v => FreeText.Unchecked(v));
